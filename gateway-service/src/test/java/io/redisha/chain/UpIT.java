package io.redisha.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.redisha.local.Await;
import io.redisha.local.Ports;
import io.redisha.local.ProjectRoot;
import io.redisha.local.RespConnection;

/** The README's first command, as it is typed, with the real services. */
class UpIT {

    private static final Duration START = Duration.ofSeconds(120);
    private static final Duration SWITCH = Duration.ofSeconds(30);

    @TempDir
    Path temporary;

    @Test
    void shouldRunTheWholeChainThroughAKilledMaster() throws Exception {
        List<String> ports = IntStream.range(0, 12).mapToObj(i -> Integer.toString(Ports.free())).toList();
        Path output = temporary.resolve("output");
        Process up = new ProcessBuilder(ProjectRoot.find().resolve("deploy/local/up").toString(),
                "--redis-ports", String.join(",", ports.subList(0, 3)),
                "--sentinel-ports", String.join(",", ports.subList(3, 6)),
                "--watcher-port", ports.get(6), "--proxy-port", ports.get(7), "--gateway-port", ports.get(8),
                "--management-ports", String.join(",", ports.subList(9, 12)))
                .redirectErrorStream(true).redirectOutput(output.toFile()).start();
        try (AutoCloseable end = up::destroy) {
            await(output, "Ctrl-C stops everything", START);
            long master = Long.parseLong(await(output, "redis-1 +\\S+ +(\\d+) +master +ok", START).group(1));
            await(output, "proxy-service +\\S+ +\\d+ +proxy +ready", START);
            try (HttpConnection http = new HttpConnection("127.0.0.1", Integer.parseInt(ports.get(8)));
                    RespConnection resp = RespConnection.connect("127.0.0.1", Integer.parseInt(ports.get(7)))) {
                assertEquals("{\"SET\":[true,\"OK\"]}", http.get("/SET/before/1").body());
                assertEquals("1", resp.call("GET", "before").text());

                assertTrue(ProcessHandle.of(master).orElseThrow().destroyForcibly());
                await(output, "master changed from 127.0.0.1:" + ports.get(0) + " to 127.0.0.1:\\d+, took \\d+ ms", SWITCH);
                assertEquals("{\"SET\":[true,\"OK\"]}", http.get("/SET/after/2").body());
                assertEquals("2", resp.call("GET", "after").text());
                await(output, "redis-1 restarted, pid \\d+", SWITCH);
            }
            List<ProcessHandle> children = up.descendants().toList();
            up.destroy();
            assertTrue(up.waitFor(30, TimeUnit.SECONDS), "it ends at SIGTERM");
            assertEquals(128 + 15, up.exitValue());
            // The last to go is the process that sees to it that the others do.
            Await.until("nothing is left of " + children, Duration.ofSeconds(10),
                    () -> children.stream().noneMatch(ProcessHandle::isAlive));
        }
    }

    private static Matcher await(Path output, String pattern, Duration limit) {
        Pattern expected = Pattern.compile(pattern);
        return Await.value("'" + pattern + "' in " + output, limit, () -> {
            Matcher found = expected.matcher(read(output));
            return found.find() ? Optional.of(found) : Optional.empty();
        });
    }

    private static String read(Path output) {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
