package io.redisha.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the build has made of one service. */
record ServiceBuild(String service, Path target) {

    static ServiceBuild of(String service) {
        return new ServiceBuild(service, ProjectRoot.find().resolve(service).resolve("target"));
    }

    /** The command that runs it, without arguments. */
    List<String> command(boolean asNative) {
        if (asNative) {
            return List.of(executable().orElseThrow(() -> new IllegalStateException("no native executable " + target + "/"
                    + service + "-<version>-runner: build it with ./mvnw package -DskipTests -Dnative -pl " + service + " -am"))
                    .toString());
        }
        Path jar = jar();
        if (!Files.exists(jar)) {
            throw new IllegalStateException(
                    "no " + jar + ": build it with ./mvnw package -DskipTests -pl " + service + " -am");
        }
        return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", jar.toString());
    }

    Path jar() {
        return target.resolve("quarkus-app").resolve("quarkus-run.jar");
    }

    Optional<Path> executable() {
        if (!Files.isDirectory(target)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(target, service + "-*-runner")) {
            for (Path file : files) {
                if (Files.isExecutable(file)) {
                    return Optional.of(file);
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + target, e);
        }
    }
}
