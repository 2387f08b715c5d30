package io.redisha.watcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.redisha.local.Await;
import io.redisha.local.Ports;

/** What the process makes of its surroundings: configuration, names, and whatever else listens where Sentinels should. */
class StartIT {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @ParameterizedTest
    @CsvSource({ "WATCHER_SENTINELS,sentinel,watcher.sentinels", "WATCHER_POLL_INTERVAL,1ms,watcher.poll-interval" })
    void shouldNotStartWithABadConfigurationAndNameTheKey(String variable, String value, String key) throws Exception {
        try (Watcher watcher = Watcher.start(Map.of(variable, value))) {
            int code = watcher.process().exit().get(LIMIT.toSeconds(), TimeUnit.SECONDS);

            assertEquals(1, code);
            assertTrue(watcher.log().contains(key), watcher::log);
            assertFalse(watcher.log().contains("\tat "), watcher::log);
        }
    }

    @Test
    void shouldFindAMajorityAmongStrangeNeighboursWithoutLeakingConnections() {
        try (FakeRedis master = FakeRedis.master();
                FakeSentinel s1 = FakeSentinel.start("s1").names(master.address(), 1);
                FakeSentinel s2 = FakeSentinel.start("s2").names(master.address(), 1);
                FakeSentinel s3 = FakeSentinel.start("s3").names(master.address(), 1);
                ScriptedServer silent = ScriptedServer.start(ScriptedServer.saying(""));
                ScriptedServer http = ScriptedServer.start(ScriptedServer.saying("HTTP/1.1 400 Bad Request\r\n\r\n"));
                Watcher watcher = Watcher.start(
                        Map.of("WATCHER_SENTINELS",
                                addresses(s1.address(), s2.address(), s3.address(), silent.address(), http.address()),
                                "WATCHER_ASK_TIMEOUT", "200ms", "WATCHER_RECONNECT_MAX", "200ms"))) {
            watcher.process().awaitReady(LIMIT);

            assertEquals(5, watcher.state().get("sentinels").get("known").asInt());
            Await.until("all three are heard", LIMIT, () -> watcher.state().get("sentinels").get("reachable").asInt() == 3);
            Await.until("the others have been tried again and again", LIMIT, () -> accepted(silent, http) >= 20);
            assertTrue(silent.openConnections() <= 4, () -> silent.openConnections() + " connections are open");
            assertTrue(http.openConnections() <= 4, () -> http.openConnections() + " connections are open");
            assertFalse(watcher.log().contains("\tat "), watcher::log);
            for (ScriptedServer strange : List.of(silent, http)) {
                String complaint = strange.address() + " gives no usable answer";
                assertEquals(1, watcher.log().lines().filter(line -> line.contains(complaint)).count(), complaint);
            }
        }
    }

    @Test
    void shouldWatchAllAddressesOfANameAndFollowItToOthers(@TempDir Path directory) throws IOException {
        assumeFalse(Boolean.getBoolean("redisha.native"), "the hosts file of a JVM stands for a name server");
        Path hosts = directory.resolve("hosts");
        int port = Ports.free();
        Files.writeString(hosts, hosts("127.0.0.2", "127.0.0.3"));
        try (FakeRedis master = FakeRedis.master();
                FakeSentinel s1 = FakeSentinel.start("s1", "127.0.0.2", port).names(master.address(), 1);
                FakeSentinel s2 = FakeSentinel.start("s2", "127.0.0.3", port).names(master.address(), 1);
                FakeSentinel s3 = FakeSentinel.start("s3", "127.0.0.4", port).names(master.address(), 1);
                Watcher watcher = Watcher.start(Map.of("WATCHER_SENTINELS", "sentinel.test:" + port, "JAVA_TOOL_OPTIONS",
                        Watcher.QUICK_START + " -Djdk.net.hosts.file=" + hosts, "WATCHER_RESOLVE_INTERVAL", "200ms"))) {
            watcher.process().awaitReady(LIMIT);
            assertEquals(2, watcher.state().get("sentinels").get("known").asInt());
            assertEquals(2, watcher.state().get("sentinels").get("agreeing").asInt());

            Files.writeString(hosts, hosts("127.0.0.2", "127.0.0.4"));
            Await.until("the name is followed", LIMIT,
                    () -> s2.server().openConnections() == 0 && s3.server().openConnections() == 2);
            Await.until("the new one is counted", LIMIT, () -> watcher.state().get("sentinels").get("agreeing").asInt() == 2);

            Files.writeString(hosts, "");
            Await.until("the lost name is looked up", LIMIT, () -> {
                s1.server().become(s1.script());
                return watcher.metric("watcher_sentinels_reachable") == 2;
            });
            assertEquals(2, watcher.state().get("sentinels").get("known").asInt(), "the last good addresses stay");
        }
    }

    private static int accepted(ScriptedServer... servers) {
        return Stream.of(servers).mapToInt(ScriptedServer::accepted).min().orElseThrow();
    }

    private static String addresses(String... all) {
        return String.join(",", all);
    }

    private static String hosts(String... addresses) {
        return Stream.of(addresses).map(address -> address + " sentinel.test\n").collect(Collectors.joining());
    }
}
