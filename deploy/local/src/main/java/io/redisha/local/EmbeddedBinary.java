package io.redisha.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The {@code redis-server} inside the Maven artifact embedded-redis, unpacked into the target directory of this module. */
final class EmbeddedBinary {

    private static final Map<String, String> RESOURCES = Map.of(
            "linux-amd64", "redis-server-6.2.6-v5-linux-amd64",
            "linux-aarch64", "redis-server-6.2.7-linux-arm64",
            "mac-x86_64", "redis-server-6.2.6-v5-darwin-amd64",
            "mac-aarch64", "redis-server-6.2.6-v5-darwin-arm64");

    private EmbeddedBinary() {
    }

    static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return (system.startsWith("mac") ? "mac" : system) + "-" + System.getProperty("os.arch");
    }

    static Optional<Path> find() {
        return Optional.ofNullable(RESOURCES.get(platform())).map(EmbeddedBinary::unpack);
    }

    private static Path unpack(String resource) {
        Path directory = ProjectRoot.find().resolve("deploy/local/target/embedded-redis");
        Path binary = directory.resolve(resource);
        if (Files.isExecutable(binary)) {
            return binary;
        }
        try (InputStream in = EmbeddedBinary.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the artifact embedded-redis is not on the class path, or has no " + resource);
            }
            Files.createDirectories(directory);
            // Moved into place when complete: several builds may do this at once.
            Path whole = Files.createTempFile(directory, resource, ".part");
            Files.copy(in, whole, StandardCopyOption.REPLACE_EXISTING);
            Files.setPosixFilePermissions(whole, PosixFilePermissions.fromString("rwxr-xr-x"));
            return Files.move(whole, binary, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack " + resource + " to " + directory + ": " + e.getMessage(), e);
        }
    }
}
