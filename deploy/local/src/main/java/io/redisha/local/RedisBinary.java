package io.redisha.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.redisha.local.process.SearchPath;

/** The {@code redis-server} of this machine; it is also the Sentinel. */
public record RedisBinary(Path path, RedisVersion version) {

    private static final Pattern VERSION = Pattern.compile("\\bv=(\\d+\\.\\d+\\.\\d+)");

    /**
     * The first of: system property {@code redis.server} or environment variable {@code REDIS_SERVER} (a path),
     * {@code redis-server} on the PATH, the binary inside the Maven artifact embedded-redis.
     *
     * @throws IllegalStateException if there is none, or the first one found does not run or is older than 6.2
     */
    public static RedisBinary find() {
        return named().or(() -> SearchPath.find("redis-server")).or(EmbeddedBinary::find).map(RedisBinary::of)
                .orElseThrow(() -> new IllegalStateException("no redis-server: put one on the PATH or set REDIS_SERVER to its"
                        + " path (embedded-redis has none for " + EmbeddedBinary.platform() + ")"));
    }

    private static Optional<Path> named() {
        return Optional.ofNullable(System.getProperty("redis.server"))
                .or(() -> Optional.ofNullable(System.getenv("REDIS_SERVER")))
                .filter(value -> !value.isBlank())
                .map(value -> {
                    Path path = Path.of(value).toAbsolutePath();
                    if (!Files.isExecutable(path)) {
                        throw new IllegalStateException("REDIS_SERVER names " + path + ", which is not an executable file");
                    }
                    return path;
                });
    }

    static RedisBinary of(Path path) {
        String output = run(path);
        Matcher matcher = VERSION.matcher(output);
        if (!matcher.find()) {
            throw new IllegalStateException(path + " --version does not name a version: " + output.strip());
        }
        RedisVersion version = RedisVersion.parse(matcher.group(1));
        if (!version.atLeast(6, 2)) {
            throw new IllegalStateException(path + " is version " + version + ", needed is 6.2 or newer; set REDIS_SERVER to"
                    + " the path of another one");
        }
        return new RedisBinary(path, version);
    }

    private static String run(Path path) {
        try {
            Process process = new ProcessBuilder(path.toString(), "--version").redirectErrorStream(true).start();
            process.getOutputStream().close();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + path + ": " + e.getMessage(), e);
        }
    }
}
