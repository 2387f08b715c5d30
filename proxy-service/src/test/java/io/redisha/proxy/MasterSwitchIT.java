package io.redisha.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.redisha.local.Await;
import io.redisha.local.RedisNode;
import io.redisha.local.Reply;
import io.redisha.local.RespConnection;

/** What a client sees when the master changes: two real masters, and a watcher that says which one it is. */
class MasterSwitchIT {

    private static TwoMasters masters;
    private static RedisNode first;
    private static RedisNode second;

    private RespConnection client;

    @BeforeAll
    static void start() throws IOException {
        masters = new TwoMasters();
        first = masters.first();
        second = masters.second();
    }

    @AfterAll
    static void stop() {
        masters.close();
    }

    @BeforeEach
    void begin() {
        masters.begin();
        client = masters.connect();
        client.call("SET", "where", "first");
        assertEquals("first", first.call("GET", "where").text());
    }

    @AfterEach
    void end() {
        client.close();
    }

    @Test
    void shouldGoOnAtTheNewMaster() {
        masters.switchTo(second);
        assertEquals("OK", client.call("SET", "where", "second").text());
        assertEquals("second", second.call("GET", "where").text());
        assertEquals("first", first.call("GET", "where").text());
    }

    @Test
    void shouldHoldRequestsUntilThereIsAMaster() {
        masters.closeTheGate();
        for (int i = 1; i <= 1000; i++) {
            client.write("INCR", "counter");
        }
        Await.until("the waiting requests", TwoMasters.SOON,
                () -> masters.proxy().metrics().contains("proxy_parked_clients 1.0"));
        assertEquals(200, masters.proxy().health("ready"));
        masters.publish(second);
        for (int i = 1; i <= 1000; i++) {
            assertEquals(Integer.toString(i), client.read().text());
        }
        assertEquals("1000", second.call("GET", "counter").text());
        assertInstanceOf(Reply.Nil.class, first.call("GET", "counter"));
    }

    @Test
    void shouldAcceptClientsWithoutAMaster() {
        masters.closeTheGate();
        try (RespConnection newcomer = masters.connect()) {
            newcomer.write("PING");
            masters.publish(second);
            assertEquals("PONG", newcomer.read().text());
        }
    }

    @Test
    void shouldRefuseWhatHasWaitedTooLong() {
        masters.closeTheGate();
        client.write("SET", "late", "1");
        client.write("GET", "late");
        assertEquals("NOMASTER no master in time: the command was not sent", client.read().text());
        assertEquals("NOMASTER no master in time: the command was not sent", client.read().text());
        masters.publish(second);
        assertInstanceOf(Reply.Nil.class, client.call("GET", "late"));
    }

    @Test
    void shouldSayThatTheOutcomeIsUnknown() {
        client.write("BRPOPLPUSH", "queue", "other", "0");
        Await.until("the blocked client", TwoMasters.SOON,
                () -> first.call("CLIENT", "LIST").text().contains("cmd=brpoplpush"));
        client.write("SET", "where", "unknown");
        client.write("GET", "where");
        masters.switchTo(second);
        assertEquals("UNKNOWNOUTCOME the connection to the master was lost before the reply came: the command may have run",
                client.read().text());
        assertTrue(client.read().text().startsWith("UNKNOWNOUTCOME"));
        assertInstanceOf(Reply.Nil.class, client.read(), "what only reads is asked again");
        assertEquals("PONG", client.call("PING").text());
    }

    @Test
    void shouldKeepDatabaseProtocolAndName() {
        client.call("HELLO", "3", "SETNAME", "steady");
        client.call("SELECT", "5");
        masters.switchTo(second);
        client.call("HSET", "h", "f", "v");
        assertInstanceOf(Reply.MapReply.class, client.call("HGETALL", "h"));
        String self = client.call("CLIENT", "INFO").text();
        assertTrue(self.contains(" db=5 ") && self.contains("name=steady"), self);
        assertEquals("steady", client.call("CLIENT", "GETNAME").text());
    }

    @Test
    void shouldKeepSubscriptions() {
        for (String protocol : new String[] { "2", "3" }) {
            try (RespConnection subscriber = masters.connect()) {
                subscriber.call("HELLO", protocol);
                subscriber.write("SUBSCRIBE", "a", "b");
                subscriber.read();
                subscriber.read();
                subscriber.call("PSUBSCRIBE", "p*");
                masters.switchTo(second);
                Await.until("the subscriptions", TwoMasters.SOON,
                        () -> client.call("PUBLISH", "b", "moved").text().equals("1"));
                Reply message = subscriber.read();
                assertEquals("message", message.items().get(0).text(), "and no second confirmation");
                assertEquals("moved", message.items().get(2).text());
                assertEquals("1", client.call("PUBLISH", "px", "too").text());
                assertEquals("pmessage", subscriber.read().items().get(0).text());
                subscriber.write("UNSUBSCRIBE", "a");
                assertEquals("unsubscribe", subscriber.read().items().get(0).text());
            }
            masters.switchTo(first);
        }
    }

    @Test
    void shouldMonitorTheNewMaster() {
        try (RespConnection monitor = masters.connect()) {
            assertEquals("OK", monitor.call("MONITOR").text());
            masters.switchTo(second);
            Await.until("a line from the new master", TwoMasters.SOON, () -> {
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
        masters.switchTo(second);
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
        masters.switchTo(second);
        assertEquals("OK", client.call("DISCARD").text());
        assertEquals("OK", client.call("SET", "after", "1").text());
    }

    @Test
    void shouldTakeWatchedKeysAsChanged() {
        client.call("WATCH", "where");
        masters.switchTo(second);
        assertEquals("OK", client.call("MULTI").text());
        assertEquals("QUEUED", client.call("SET", "where", "nowhere").text());
        assertInstanceOf(Reply.Nil.class, client.call("EXEC"));
        assertInstanceOf(Reply.Nil.class, client.call("GET", "where"));
    }

    @Test
    void shouldForgetALostWatchAtUnwatch() {
        client.call("WATCH", "where");
        masters.switchTo(second);
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
        masters.switchTo(second);
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
            masters.publish(second);
            masters.awaitClosedGate();
            client.write("SET", "where", "replica");
            assertTrue(client.read().text().startsWith("NOMASTER "));
            assertEquals(200, masters.proxy().health("ready"), "it can still park");
        } finally {
            second.call("REPLICAOF", "NO", "ONE");
        }
        assertEquals("OK", client.call("SET", "where", "second").text());
        assertEquals("second", second.call("GET", "where").text());
    }

    @Test
    void shouldNotGoBackInEpoch() {
        masters.switchTo(second);
        masters.watcher().stable(first.port(), masters.epoch() - 1);
        assertEquals("OK", client.call("SET", "where", "second").text());
        assertEquals("second", second.call("GET", "where").text());
        masters.watcher().publish("stable", first.port(), masters.epoch() - 1, true);
        Await.until("the rollback", TwoMasters.SOON,
                () -> client.call("INFO", "server").text().contains("tcp_port:" + first.port()));
    }

    @Test
    void shouldDropTheRestOfACommandCutByASwitch() {
        byte[] half = new byte[100_000];
        client.send("*3\r\n$3\r\nSET\r\n$3\r\ncut\r\n$200000\r\n".getBytes(US_ASCII));
        client.send(half);
        Await.until("the beginning at the first master", TwoMasters.SOON,
                () -> first.call("CLIENT", "LIST").text().lines().anyMatch(line -> line.contains("name=proxy-service:127")
                        && !line.contains("qbuf=0 ")));
        masters.switchTo(second);
        client.send(half);
        client.send("\r\n".getBytes(US_ASCII));
        assertEquals("NOMASTER the connection to the master was lost while the command was on its way: it did not run",
                client.read().text());
        assertEquals("PONG", client.call("PING").text());
    }

    @Test
    void shouldShowItsTokenToTheWatcher() {
        assertTrue(masters.watcher().authorizations().contains("Bearer open-sesame"));
    }
}
