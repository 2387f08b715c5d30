package io.redisha.local.up;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpIT {

    private static final Duration START = Duration.ofSeconds(40);
    private static final Duration SWITCH = Duration.ofSeconds(20);
    private static final Duration SOON = Duration.ofSeconds(15);

    @TempDir
    Path root;

    @BeforeEach
    void build() throws IOException {
        UpRun.buildStandIns(root);
    }

    @Test
    void shouldShowWhatRunsAndWhatHappensAndStopEverything() throws IOException, InterruptedException {
        List<Integer> ports = UpRun.freePorts();
        try (UpRun up = UpRun.start(root, ports, "--restart-after", "4")) {
            up.await("Ctrl-C stops everything", START);
            up.await("^SERVICE +ADDRESS +PID +ROLE +HEALTH$", SOON);
            up.await("^redis-1 +127.0.0.1:" + ports.get(0) + " +\\d+ +master +ok, 2 replicas$", SOON);
            up.await("^redis-3 +127.0.0.1:" + ports.get(2) + " +\\d+ +replica +ok, link to 127.0.0.1:" + ports.get(0) + " up$",
                    SOON);
            up.await("^sentinel-2 +127.0.0.1:" + ports.get(4) + " +\\d+ +sentinel +ok$", SOON);
            up.await("^gateway-service +127.0.0.1:" + ports.get(8) + " +\\d+ +gateway +ready$", SOON);
            up.await("^  curl http://localhost:" + ports.get(8) + "/PING$", SOON);
            up.await("^  redis-cli -p " + ports.get(7) + "$", SOON);
            up.await("master is 127.0.0.1:" + ports.get(0) + "$", SOON);

            UpRun.signal("KILL", up.pid("redis-1"));
            up.await("redis-1 \\(pid " + up.pid("redis-1") + "\\) ended: killed by signal 9; restart in 4 s$", SOON);
            MatchResult change = up.await(
                    "master changed from 127.0.0.1:" + ports.get(0) + " to 127.0.0.1:(\\d+), took (\\d+) ms$",
                    SWITCH);
            assertTrue(ports.subList(1, 3).contains(Integer.valueOf(change.group(1))), change.group());
            long took = Long.parseLong(change.group(2));
            assertTrue(took > 900 && took < SWITCH.toMillis(), change.group());
            up.await("redis-1 restarted, pid \\d+$", SOON);

            UpRun.signal("KILL", up.pid("gateway-service"));
            up.await("gateway-service restarted, pid \\d+$", SOON);
            // To any master: on a busy machine Sentinel may have gone one further meanwhile.
            up.await("redis-1: (replica, )?ok, link to 127.0.0.1:\\d+ up$", SWITCH);

            up.signal("TERM");
            assertEquals(128 + 15, up.exitCode(SOON));
            assertTrue(up.nothingIsLeft());
            assertTrue(up.output().endsWith("stopping\n"), up.output());
        }
    }

    @Test
    void shouldGiveUpWhenAServiceEndsAgainAndAgain() throws IOException, InterruptedException {
        try (UpRun up = UpRun.start(root, UpRun.freePorts(), "--restart-after", "0")) {
            up.await("Ctrl-C stops everything", START);

            UpRun.breakService(root, "proxy-service");
            UpRun.signal("KILL", up.pid("proxy-service"));

            assertEquals(1, up.exitCode(SWITCH), up.output());
            up.await("^up: proxy-service ended 5 times within a minute; its last lines:$", SOON);
            up.await("^the stand-in is broken$", SOON);
            assertTrue(up.nothingIsLeft());
        }
    }
}
