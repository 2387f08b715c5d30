package io.redisha.local.up;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.redisha.local.Await;

/** Whatever goes wrong and however it is stopped, {@code up} leaves nothing behind and says why. */
class UpEndIT {

    private static final Duration START = Duration.ofSeconds(40);
    private static final int HUP = 1;
    private static final int INT = 2;
    private static final Duration SOON = Duration.ofSeconds(15);

    @TempDir
    Path root;

    private final List<Integer> ports = UpRun.freePorts();

    @BeforeEach
    void build() throws IOException {
        UpRun.buildStandIns(root);
    }

    @Test
    void shouldNameAllTakenPortsBeforeItStartsAnything() throws IOException, InterruptedException {
        try (ServerSocket one = new ServerSocket(ports.get(1), 1, InetAddress.getLoopbackAddress());
                ServerSocket other = new ServerSocket(ports.get(8));
                UpRun up = UpRun.start(root, ports)) {
            assertEquals(1, up.exitCode(SOON));

            assertTrue(up.output().contains("  " + one.getLocalPort() + " for redis-2: Address already in use"), up.output());
            assertTrue(up.output().contains("  " + other.getLocalPort() + " for gateway-service: "), up.output());
            assertFalse(Files.exists(root.resolve("deploy")), "it has begun");
        }
    }

    @Test
    void shouldNameAServiceThatDoesNotStart() throws IOException, InterruptedException {
        UpRun.breakService(root, "sentinel-watcher");
        try (UpRun up = UpRun.start(root, ports)) {
            assertEquals(1, up.exitCode(START));

            assertTrue(up.output().contains("up: sentinel-watcher (pid "), up.output());
            assertTrue(up.output().contains("ended with exit code 3; the last lines of "), up.output());
            assertTrue(up.output().contains("\nthe stand-in is broken\n"), up.output());
            assertTrue(up.nothingIsLeft());
        }
    }

    @Test
    void shouldSayThatThereAreNoNativeExecutables() throws IOException, InterruptedException {
        try (UpRun up = UpRun.start(root, ports, "--native")) {
            assertEquals(1, up.exitCode(SOON));

            assertTrue(up.output().contains("up: no native executable " + root + "/sentinel-watcher/target/"), up.output());
        }
    }

    @Test
    void shouldRefuseAnUnknownOption() throws IOException, InterruptedException {
        try (UpRun up = UpRun.start(root, ports, "--verbose")) {
            assertEquals(2, up.exitCode(SOON));

            assertTrue(up.output().contains("up: unknown option --verbose (see deploy/local/up --help)"), up.output());
        }
    }

    @Test
    void shouldEndByCtrlCBesideAnotherThatIsHungUp() throws IOException, InterruptedException {
        assumeFalse(UpRun.inheritsIgnored(HUP) || UpRun.inheritsIgnored(INT),
                "a build in the background of a script, or under nohup: its children can never be asked by these signals");
        try (UpRun up = UpRun.start(root, ports);
                UpRun another = UpRun.start(root, UpRun.freePorts(), "--restart-after", "never")) {
            up.await("Ctrl-C stops everything", START);
            another.await("Ctrl-C stops everything", START);

            UpRun.signal("KILL", another.pid("redis-3"));
            another.await("redis-3 \\(pid \\d+\\) ended: killed by signal 9$", SOON);
            up.signal("INT");
            another.signal("HUP");

            assertEquals(128 + INT, up.exitCode(SOON));
            assertEquals(128 + HUP, another.exitCode(SOON));
            assertTrue(up.nothingIsLeft());
            assertTrue(another.nothingIsLeft());
        }
    }

    @Test
    void shouldLeaveNothingWhenKilledWhileItStarts() throws IOException, InterruptedException {
        try (UpRun up = UpRun.start(root, ports)) {
            Path log = root.resolve("deploy/local/run/" + ports.get(7) + "/sentinel-1/log");
            Await.until("the first Sentinel starts", START, () -> Files.exists(log));

            up.signal("KILL");

            up.exitCode(SOON);
            Await.until("everything is gone", SOON, up::nothingIsLeft);
        }
    }
}
