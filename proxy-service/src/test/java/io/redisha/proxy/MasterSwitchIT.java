package io.redisha.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.redisha.local.Await;
import io.redisha.local.HaCluster;
import io.redisha.local.Ports;
import io.redisha.local.RedisNode;
import io.redisha.local.Reply;
import io.redisha.local.RespConnection;
import io.redisha.local.ServiceProcess;

/** What a client sees when the master changes: two real masters, and a watcher that says which one it is. */
class MasterSwitchIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    private static HaCluster firstCluster;
    private static HaCluster secondCluster;
    private static RedisNode first;
    private static RedisNode second;
    private static ScriptedWatcher watcher;
    private static ServiceProcess proxy;
    private static long epoch;

    private RespConnection client;

    @BeforeAll
    static void start() throws IOException {
        firstCluster = alone();
        secondCluster = alone();
        first = firstCluster.nodes().get(0);
        second = secondCluster.nodes().get(0);
        watcher = new ScriptedWatcher();
        proxy = ServiceProcess.of("proxy-service").env("PROXY_WATCHERS", watcher.url()).env("PROXY_PARK_TIMEOUT", "3s")
                .env("PROXY_WATCHER_TOKEN", "open-sesame").start();
        proxy.awaitLive(Duration.ofSeconds(30));
    }

    private static HaCluster alone() {
        return HaCluster.builder().redisPorts(Ports.free()).sentinelPorts(Ports.free()).quorum(1).start();
    }

    @AfterAll
    static void stop() {
        proxy.close();
        watcher.close();
        firstCluster.close();
        secondCluster.close();
    }

    @BeforeEach
    void begin() {
        switchTo(first);
        proxy.awaitReady(SOON);
        first.call("FLUSHALL");
        second.call("FLUSHALL");
        client = connect();
        client.call("SET", "where", "first");
        assertEquals("first", first.call("GET", "where").text());
    }

    @AfterEach
    void end() {
        client.close();
    }

    private static RespConnection connect() {
        return RespConnection.connect("127.0.0.1", proxy.servicePort());
    }

    private static void switchTo(RedisNode node) {
        watcher.stable(node.port(), ++epoch);
        Await.until("the gate to " + node, SOON, () -> {
            try (RespConnection probe = connect()) {
                return probe.call("INFO", "server").text().contains("tcp_port:" + node.port());
            }
        });
    }

    private static void closeTheGate() {
        watcher.publish("switching", first.port(), epoch, false);
        awaitClosedGate();
    }

    private static void awaitClosedGate() {
        Await.until("the closed gate", SOON, () -> proxy.metrics().contains("proxy_gate_open 0.0"));
    }

    @Test
    void shouldGoOnAtTheNewMaster() {
        switchTo(second);
        assertEquals("OK", client.call("SET", "where", "second").text());
        assertEquals("second", second.call("GET", "where").text());
        assertEquals("first", first.call("GET", "where").text());
    }

    @Test
    void shouldHoldRequestsUntilThereIsAMaster() {
        closeTheGate();
        for (int i = 1; i <= 1000; i++) {
            client.write("INCR", "counter");
        }
        Await.until("the waiting requests", SOON, () -> proxy.metrics().contains("proxy_parked_clients 1.0"));
        assertEquals(200, proxy.health("ready"));
        watcher.stable(second.port(), ++epoch);
        for (int i = 1; i <= 1000; i++) {
            assertEquals(Integer.toString(i), client.read().text());
        }
        assertEquals("1000", second.call("GET", "counter").text());
        assertInstanceOf(Reply.Nil.class, first.call("GET", "counter"));
    }

    @Test
    void shouldAcceptClientsWithoutAMaster() {
        closeTheGate();
        try (RespConnection newcomer = connect()) {
            newcomer.write("PING");
            watcher.stable(second.port(), ++epoch);
            assertEquals("PONG", newcomer.read().text());
        }
    }

    @Test
    void shouldRefuseWhatHasWaitedTooLong() {
        closeTheGate();
        client.write("SET", "late", "1");
        client.write("GET", "late");
        assertEquals("NOMASTER no master in time: the command was not sent", client.read().text());
        assertEquals("NOMASTER no master in time: the command was not sent", client.read().text());
        watcher.stable(second.port(), ++epoch);
        assertInstanceOf(Reply.Nil.class, client.call("GET", "late"));
    }

    @Test
    void shouldSayThatTheOutcomeIsUnknown() {
        client.write("BLPOP", "queue", "0");
        Await.until("the blocked client", SOON, () -> first.call("CLIENT", "LIST").text().contains("cmd=blpop"));
        client.write("PING");
        switchTo(second);
        assertEquals("UNKNOWNOUTCOME the connection to the master was lost before the reply came: the command may have run",
                client.read().text());
        assertTrue(client.read().text().startsWith("UNKNOWNOUTCOME"));
        assertEquals("PONG", client.call("PING").text());
    }

    @Test
    void shouldKeepDatabaseProtocolAndName() {
        client.call("HELLO", "3", "SETNAME", "steady");
        client.call("SELECT", "5");
        switchTo(second);
        client.call("HSET", "h", "f", "v");
        assertInstanceOf(Reply.MapReply.class, client.call("HGETALL", "h"));
        String self = client.call("CLIENT", "INFO").text();
        assertTrue(self.contains(" db=5 ") && self.contains("name=steady"), self);
        assertEquals("steady", client.call("CLIENT", "GETNAME").text());
    }

    @Test
    void shouldKeepSubscriptions() {
        for (String protocol : new String[] { "2", "3" }) {
            try (RespConnection subscriber = connect()) {
                subscriber.call("HELLO", protocol);
                subscriber.write("SUBSCRIBE", "a", "b");
                subscriber.read();
                subscriber.read();
                subscriber.call("PSUBSCRIBE", "p*");
                switchTo(second);
                Await.until("the subscriptions", SOON, () -> client.call("PUBLISH", "b", "moved").text().equals("1"));
                Reply message = subscriber.read();
                assertEquals("message", message.items().get(0).text(), "and no second confirmation");
                assertEquals("moved", message.items().get(2).text());
                assertEquals("1", client.call("PUBLISH", "px", "too").text());
                assertEquals("pmessage", subscriber.read().items().get(0).text());
                subscriber.write("UNSUBSCRIBE", "a");
                assertEquals("unsubscribe", subscriber.read().items().get(0).text());
            }
            switchTo(first);
        }
    }

    @Test
    void shouldMonitorTheNewMaster() {
        try (RespConnection monitor = connect()) {
            assertEquals("OK", monitor.call("MONITOR").text());
            switchTo(second);
            Await.until("a line from the new master", SOON, () -> {
                client.call("ECHO", "from-second");
                String line = monitor.read().text();
                assertFalse(line.equals("OK"), "MONITOR is answered once");
                return line.contains("from-second");
            });
        }
    }

    @Test
    void shouldAbortATransactionAcrossASwitch() {
        client.call("MULTI");
        client.call("SET", "torn", "1");
        switchTo(second);
        assertEquals("QUEUED", client.call("SET", "torn", "2").text());
        assertEquals("ERR MULTI calls can not be nested", client.call("MULTI").text());
        assertTrue(client.call("EXEC").text().startsWith("EXECABORT "));
        assertInstanceOf(Reply.Nil.class, client.call("GET", "torn"));
        client.call("MULTI");
        client.call("SET", "torn", "3");
        assertEquals("OK", client.call("EXEC").items().get(0).text());
    }

    @Test
    void shouldDiscardATransactionAcrossASwitch() {
        client.call("MULTI");
        switchTo(second);
        assertEquals("OK", client.call("DISCARD").text());
        assertEquals("OK", client.call("SET", "after", "1").text());
    }

    @Test
    void shouldTakeWatchedKeysAsChanged() {
        client.call("WATCH", "where");
        switchTo(second);
        assertEquals("OK", client.call("MULTI").text());
        assertEquals("QUEUED", client.call("SET", "where", "nowhere").text());
        assertInstanceOf(Reply.Nil.class, client.call("EXEC"));
        assertInstanceOf(Reply.Nil.class, client.call("GET", "where"));
    }

    @Test
    void shouldForgetALostWatchAtUnwatch() {
        client.call("WATCH", "where");
        switchTo(second);
        assertEquals("OK", client.call("UNWATCH").text());
        client.call("MULTI");
        client.call("SET", "where", "second");
        assertEquals("OK", client.call("EXEC").items().get(0).text());
    }

    @Test
    void shouldRestoreASelectQueuedInATransaction() {
        client.call("MULTI");
        client.call("SELECT", "4");
        client.call("EXEC");
        switchTo(second);
        client.call("SET", "in4", "1");
        second.call("PING");
        try (RespConnection direct = RespConnection.connect("127.0.0.1", second.port())) {
            direct.call("SELECT", "4");
            assertEquals("1", direct.call("GET", "in4").text());
        }
    }

    @Test
    void shouldFollowASessionThroughAKilledConnection() {
        client.call("SELECT", "6");
        first.call("CLIENT", "KILL", "TYPE", "normal");
        assertEquals("OK", client.call("SET", "in6", "1").text());
        assertTrue(client.call("CLIENT", "INFO").text().contains(" db=6 "));
    }

    @Test
    void shouldNeverUseANodeThatIsNoMaster() {
        second.call("REPLICAOF", "127.0.0.1", Integer.toString(first.port()));
        try {
            watcher.stable(second.port(), ++epoch);
            awaitClosedGate();
            client.write("SET", "where", "replica");
            assertTrue(client.read().text().startsWith("NOMASTER "));
            assertEquals(200, proxy.health("ready"), "it can still park");
        } finally {
            second.call("REPLICAOF", "NO", "ONE");
        }
        assertEquals("OK", client.call("SET", "where", "second").text());
        assertEquals("second", second.call("GET", "where").text());
    }

    @Test
    void shouldNotGoBackInEpoch() {
        switchTo(second);
        watcher.stable(first.port(), epoch - 1);
        assertEquals("OK", client.call("SET", "where", "second").text());
        assertEquals("second", second.call("GET", "where").text());
        watcher.publish("stable", first.port(), epoch - 1, true);
        Await.until("the rollback", SOON, () -> client.call("INFO", "server").text().contains("tcp_port:" + first.port()));
        epoch++;
    }

    @Test
    void shouldDropTheRestOfACommandCutByASwitch() {
        byte[] half = new byte[100_000];
        client.send("*3\r\n$3\r\nSET\r\n$3\r\ncut\r\n$200000\r\n".getBytes(US_ASCII));
        client.send(half);
        Await.until("the beginning at the first master", SOON,
                () -> first.call("CLIENT", "LIST").text().lines().anyMatch(line -> line.contains("name=proxy-service:127")
                        && !line.contains("qbuf=0 ")));
        switchTo(second);
        client.send(half);
        client.send("\r\n".getBytes(US_ASCII));
        assertEquals("NOMASTER the connection to the master was lost while the command was on its way: it did not run",
                client.read().text());
        assertEquals("PONG", client.call("PING").text());
    }

    @Test
    void shouldShowItsTokenToTheWatcher() {
        assertTrue(watcher.authorizations().contains("Bearer open-sesame"));
    }
}
