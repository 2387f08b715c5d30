package io.redisha.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where the project lies on this machine. */
public final class ProjectRoot {

    private ProjectRoot() {
    }

    /** The system property {@code redisha.root}, else the nearest directory from here upwards that has {@code mvnw}. */
    public static Path find() {
        String given = System.getProperty("redisha.root", "");
        if (!given.isEmpty()) {
            return Path.of(given).toAbsolutePath().normalize();
        }
        Path here = Path.of("").toAbsolutePath();
        return Stream.iterate(here, directory -> directory != null, Path::getParent)
                .filter(directory -> Files.exists(directory.resolve("mvnw")))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "no mvnw in " + here + " or above it: run inside the project, or set -Dredisha.root"));
    }

    /** What is built and may be thrown away: {@code target} of the module whose tests run, else of this module. */
    static Path target() {
        Path here = Path.of("").toAbsolutePath();
        boolean inModule = Files.exists(here.resolve("pom.xml")) && !Files.exists(here.resolve("mvnw"));
        return (inModule ? here : find().resolve("deploy/local")).resolve("target");
    }
}
