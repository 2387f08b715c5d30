package io.redisha.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.redisha.local.Await;
import io.redisha.local.HaCluster;
import io.redisha.local.Ports;
import io.redisha.local.RedisNode;
import io.redisha.local.RespConnection;
import io.redisha.local.ServiceProcess;

/** How the proxy begins, refuses to begin, fills up and ends. */
class ProxyLifecycleIT {

    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration SOON = Duration.ofSeconds(10);

    private static HaCluster cluster;
    private static RedisNode master;
    private ScriptedWatcher watcher;

    @BeforeAll
    static void startRedis() {
        cluster = HaCluster.builder().redisPorts(Ports.free()).sentinelPorts(Ports.free()).quorum(1).start();
        master = cluster.nodes().get(0);
    }

    @AfterAll
    static void stopRedis() {
        cluster.close();
    }

    @BeforeEach
    void startWatcher() throws IOException {
        watcher = new ScriptedWatcher();
    }

    @AfterEach
    void stopWatcher() {
        watcher.close();
    }

    private ServiceProcess.Builder proxy() {
        return ServiceProcess.of("proxy-service").env("PROXY_WATCHERS", watcher.url());
    }

    private static RespConnection connect(ServiceProcess proxy) {
        return RespConnection.connect("127.0.0.1", proxy.servicePort());
    }

    @Test
    void shouldBecomeReadyWithTheFirstVerifiedMaster() {
        int nobody = Ports.free();
        try (ServiceProcess proxy = proxy().start()) {
            proxy.awaitLive(START);
            assertEquals(200, proxy.health("started"));
            assertEquals(503, proxy.health("ready"));
            watcher.stable(nobody, 1);
            try (RespConnection early = connect(proxy)) {
                early.write("PING");
                Await.until("the waiting request", SOON, () -> proxy.metrics().contains("proxy_parked_clients 1.0"));
                assertEquals(503, proxy.health("ready"), "an address that nobody has verified is no master");
                watcher.stable(master.port(), 2);
                assertEquals("PONG", early.read().text());
            }
            assertEquals(200, proxy.health("ready"));
        }
    }

    @Test
    void shouldStayReadyThroughAnOutage() {
        try (ServiceProcess proxy = proxy().start()) {
            watcher.stable(master.port(), 1);
            proxy.awaitReady(START);
            watcher.publish("switching", master.port(), 1, false);
            Await.until("the closed gate", SOON, () -> proxy.metrics().contains("proxy_gate_open 0.0"));
            assertEquals(200, proxy.health("ready"));
        }
    }

    @Test
    void shouldGoOnWithoutItsWatcher() {
        try (ServiceProcess proxy = proxy().start()) {
            watcher.stable(master.port(), 1);
            proxy.awaitReady(START);
            watcher.close();
            Await.until("the silent watcher to be left out", Duration.ofSeconds(20),
                    () -> proxy.lastLogLines().contains("is left out"));
            try (RespConnection client = connect(proxy)) {
                assertEquals("PONG", client.call("PING").text());
            }
            assertEquals(200, proxy.health("ready"));
        }
    }

    @Test
    void shouldStopReadingWhenTooMuchWaits() {
        try (ServiceProcess proxy = proxy().env("PROXY_PARK_TOTAL_BYTES", "1000000").env("PROXY_PARK_CLIENT_BYTES", "600000")
                .start()) {
            watcher.stable(master.port(), 1);
            proxy.awaitReady(START);
            watcher.publish("switching", master.port(), 1, false);
            Await.until("the closed gate", SOON, () -> proxy.metrics().contains("proxy_gate_open 0.0"));
            try (RespConnection one = connect(proxy);
                    RespConnection two = connect(proxy);
                    RespConnection three = connect(
                            proxy)) {
                byte[] value = new byte[700_000];
                one.write("SET".getBytes(US_ASCII), "one".getBytes(US_ASCII), value);
                two.write("SET".getBytes(US_ASCII), "two".getBytes(US_ASCII), value);
                Await.until("full park limits", SOON, () -> proxy.health("ready") == 503);
                three.write("SET", "three", "small");
                watcher.stable(master.port(), 1);
                assertEquals("OK", one.read().text());
                assertEquals("OK", two.read().text());
                assertEquals("OK", three.read().text());
                Await.until("room again", SOON, () -> proxy.health("ready") == 200);
                assertTrue(proxy.metrics().contains("proxy_parked_bytes 0.0"));
            }
        }
    }

    @Test
    void shouldRunNothingOfAPipelineWhoseBeginningWasRefused() throws Exception {
        try (ServiceProcess proxy = proxy().env("PROXY_PARK_TIMEOUT", "2s").start()) {
            watcher.stable(master.port(), 1);
            proxy.awaitReady(START);
            watcher.publish("switching", master.port(), 1, false);
            Await.until("the closed gate", SOON, () -> proxy.metrics().contains("proxy_gate_open 0.0"));
            try (RespConnection client = connect(proxy)) {
                byte[] value = new byte[1000];
                CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> {
                    client.write("MULTI");
                    for (int i = 0; i < 8000; i++) {
                        client.write("SET".getBytes(US_ASCII), ("torn:" + i).getBytes(US_ASCII), value);
                    }
                    client.write("EXEC");
                });
                assertTrue(client.read().text().startsWith("NOMASTER "));
                watcher.stable(master.port(), 1);
                Await.until("the end of the connection", SOON, () -> {
                    while (!client.isClosedByPeer()) {
                        assertTrue(client.read().text().startsWith("NOMASTER "));
                    }
                    return true;
                });
                sent.exceptionally(closedWhileSending -> null).get(10, TimeUnit.SECONDS);
            }
            assertEquals("*0", "*" + master.call("KEYS", "torn:*").items().size());
        }
    }

    @Test
    void shouldNotPileUpAnswersThatNobodyReads() {
        try (ServiceProcess proxy = proxy().env("JAVA_TOOL_OPTIONS", "-Xmx256m -XX:MaxDirectMemorySize=256m").start()) {
            watcher.stable(master.port(), 1);
            proxy.awaitReady(START);
            int length = 900_000;
            try (RespConnection client = connect(proxy); RespConnection other = connect(proxy)) {
                assertEquals("OK", client.call("CLIENT", "SETNAME", "n".repeat(length)).text());
                // 18 GB of answers, which the proxy itself gives: more than it has memory for.
                client.send("CLIENT GETNAME\r\n".repeat(20_000).getBytes(US_ASCII));
                assertEquals("PONG", other.call("PING").text());
                for (int i = 0; i < 100; i++) {
                    assertEquals(length, client.read().text().length());
                }
                assertEquals("PONG", other.call("PING").text());
            }
        }
    }

    @Test
    void shouldRefuseMoreClientsThanAllowed() {
        try (ServiceProcess proxy = proxy().env("PROXY_CLIENT_MAX", "2").start()) {
            watcher.stable(master.port(), 1);
            proxy.awaitReady(START);
            try (RespConnection one = connect(proxy); RespConnection two = connect(proxy)) {
                assertEquals("PONG", one.call("PING").text());
                assertEquals("PONG", two.call("PING").text());
                try (RespConnection three = connect(proxy)) {
                    assertEquals("ERR max number of clients reached", three.read().text());
                    Await.until("the end of the connection", SOON, three::isClosedByPeer);
                }
            }
            Await.until("room for another", SOON, () -> {
                try (RespConnection four = connect(proxy)) {
                    return "PONG".equals(four.call("PING").text());
                }
            });
        }
    }

    @Test
    void shouldBoundWhatOneClientHasInFlight() {
        try (ServiceProcess proxy = proxy().env("PROXY_CLIENT_IN_FLIGHT", "100").start()) {
            watcher.stable(master.port(), 1);
            proxy.awaitReady(START);
            try (RespConnection client = connect(proxy)) {
                for (int i = 0; i < 10_000; i++) {
                    client.write("ECHO", Integer.toString(i));
                }
                for (int i = 0; i < 10_000; i++) {
                    assertEquals(Integer.toString(i), client.read().text());
                }
            }
        }
    }

    @Test
    void shouldDrainAtTheEnd() throws Exception {
        ServiceProcess proxy = proxy().start();
        watcher.stable(master.port(), 1);
        proxy.awaitReady(START);
        master.call("DEL", "drain");
        try (RespConnection idle = connect(proxy);
                RespConnection busy = connect(proxy);
                RespConnection stuck = connect(proxy)) {
            assertEquals("PONG", idle.call("PING").text());
            busy.write("BLPOP", "drain", "0");
            stuck.write("BLPOP", "never", "0");
            Await.until("the blocked clients", SOON,
                    () -> master.call("CLIENT", "LIST").text().lines().filter(line -> line.contains("cmd=blpop")).count() == 2);
            long begin = System.nanoTime();
            Thread end = new Thread(proxy::terminate);
            end.start();
            Await.until("the end of the idle connection", SOON, idle::isClosedByPeer);
            master.call("RPUSH", "drain", "last");
            assertEquals("last", busy.read().items().get(1).text(), "what was sent is answered");
            assertTrue(stuck.read().text().startsWith("UNKNOWNOUTCOME "));
            end.join(SOON.toMillis());
            assertFalse(proxy.isAlive());
            assertTrue(System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(10));
        }
    }

    @Test
    void shouldRefuseWhatWaitsAtTheEnd() {
        ServiceProcess proxy = proxy().start();
        watcher.stable(master.port(), 1);
        proxy.awaitReady(START);
        watcher.publish("switching", master.port(), 1, false);
        Await.until("the closed gate", SOON, () -> proxy.metrics().contains("proxy_gate_open 0.0"));
        try (RespConnection client = connect(proxy)) {
            client.write("SET", "a", "1");
            client.write("SET", "b", "1");
            Await.until("the waiting requests", SOON, () -> proxy.metrics().contains("proxy_parked_clients 1.0"));
            proxy.terminate();
            assertEquals("NOMASTER the proxy is shutting down: the command was not sent", client.read().text());
            assertEquals("NOMASTER the proxy is shutting down: the command was not sent", client.read().text());
            assertTrue(client.isClosedByPeer());
        }
    }

    @Test
    void shouldNameWhatIsWrongAndNotStart() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            int port = taken.getLocalPort();
            assertStartFails(proxy().env("PROXY_LISTEN_HOST", "0.0.0.0").servicePort(port),
                    "Cannot listen on 0.0.0.0:" + port + " (PROXY_LISTEN_HOST, PROXY_LISTEN_PORT)");
        }
        assertStartFails(proxy().env("PROXY_WATCHERS", "redis://somewhere"),
                "PROXY_WATCHERS: 'redis://somewhere' is not a URL");
        assertStartFails(proxy().env("PROXY_PARK_TIMEOUT", "2h"), "PROXY_PARK_TIMEOUT: 7200000 ms is not between");
        assertStartFails(proxy().env("PROXY_PARK_TIMEOUT", "soon"), "proxy.park.timeout");
    }

    private static void assertStartFails(ServiceProcess.Builder builder, String message) throws Exception {
        try (ServiceProcess proxy = builder.start()) {
            assertNotEquals(0, proxy.exit().get(30, TimeUnit.SECONDS));
            String log = Files.readString(proxy.logFile());
            assertTrue(log.contains(message), log);
            assertFalse(log.contains("\tat "), "no stack trace: " + log);
        }
    }
}
