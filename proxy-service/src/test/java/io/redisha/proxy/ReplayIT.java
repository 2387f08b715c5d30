package io.redisha.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import io.redisha.local.RedisNode;
import io.redisha.local.Reply;
import io.redisha.local.RespConnection;

/** What is sent again, what is put back, and what is not, on two real masters. */
class ReplayIT {

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
    }

    @AfterEach
    void end() {
        client.close();
        first.call("REPLICAOF", "NO", "ONE");
        second.call("CONFIG", "SET", "min-replicas-to-write", "0");
    }

    private static void awaitBlocked(RedisNode node, String command) {
        Await.until("a client blocked in " + command, TwoMasters.SOON,
                () -> node.call("CLIENT", "LIST", "TYPE", "NORMAL").text().lines()
                        .anyMatch(line -> line.contains("cmd=" + command) && line.contains("flags=b")));
    }

    /** The first master becomes a replica, and no watcher has said so yet. */
    private static void demoteFirst() {
        first.call("REPLICAOF", "127.0.0.1", Integer.toString(second.port()));
    }

    /**
     * What is in flight when the watcher names another master is lost; refused before that, or held back because the proxy
     * has seen the demotion first, it goes on there.
     */
    private static void awaitRefusal(double before) {
        Await.until("a refusal", TwoMasters.SOON, () -> masters.metric("proxy_stale_refused_total") > before
                || masters.metric("proxy_parked_clients") > 0);
    }

    @Test
    void shouldIssueAPopAgainThatWaitsForEver() {
        client.write("BLPOP", "queue", "0");
        awaitBlocked(first, "blpop");
        masters.switchTo(second);
        awaitBlocked(second, "blpop");
        second.call("RPUSH", "queue", "element");
        assertEquals("element", client.read().items().get(1).text());
    }

    @Test
    void shouldIssueAPopAgainWithTheTimeLeft() {
        long begun = System.nanoTime();
        client.write("BLPOP", "queue", "2");
        client.write("XREAD", "BLOCK", "200", "STREAMS", "stream", "0");
        awaitBlocked(first, "blpop");
        masters.switchTo(second);
        assertInstanceOf(Reply.Nil.class, client.read());
        Duration waited = Duration.ofNanos(System.nanoTime() - begun);
        assertTrue(waited.toMillis() >= 1950 && waited.toMillis() < 3500, "waited for " + waited);
        assertInstanceOf(Reply.Nil.class, client.read());
    }

    @Test
    void shouldEndAPopInItsTimeEvenWithoutAMaster() {
        long begun = System.nanoTime();
        client.write("BLPOP", "queue", "1");
        client.write("PING");
        awaitBlocked(first, "blpop");
        masters.closeTheGate();
        first.call("CLIENT", "KILL", "TYPE", "normal");
        assertInstanceOf(Reply.Nil.class, client.read());
        Duration waited = Duration.ofNanos(System.nanoTime() - begun);
        assertTrue(waited.toMillis() >= 950 && waited.toMillis() < 2500, "waited for " + waited);
        masters.publish(second);
        assertEquals("PONG", client.read().text());
    }

    @Test
    void shouldPutBackWhatADemotedMasterRefuses() {
        client.call("SET", "counter", "5");
        double before = masters.metric("proxy_stale_refused_total");
        double replayed = masters.metric("proxy_replayed_total");
        demoteFirst();
        for (int i = 0; i < 10; i++) {
            client.write("INCR", "counter");
            client.write("GET", "counter");
            client.write("ECHO", "number " + i);
        }
        awaitRefusal(before);
        boolean refused = masters.metric("proxy_stale_refused_total") > before;
        masters.awaitClosedGate();
        masters.publish(second);
        for (int i = 0; i < 10; i++) {
            assertEquals(Integer.toString(i + 1), client.read().text());
            assertEquals(Integer.toString(i + 1), client.read().text(), "read where it was written");
            assertEquals("number " + i, client.read().text());
        }
        assertEquals("10", second.call("GET", "counter").text());
        // How many were refused, and how many held back behind the first refusal, is a matter of speed.
        assertTrue(!refused || masters.metric("proxy_replayed_total") > replayed);
    }

    @Test
    void shouldRefuseWhatIsPutBackForTooLong() {
        demoteFirst();
        client.write("SET", "late", "1");
        assertTrue(client.read().text().startsWith("NOMASTER "));
        masters.publish(second);
        assertInstanceOf(Reply.Nil.class, client.call("GET", "late"));
    }

    @Test
    void shouldAbortATransactionThatADemotedMasterRefuses() {
        client.call("MULTI");
        demoteFirst();
        client.write("SET", "torn", "1");
        client.write("SET", "torn", "2");
        assertEquals("QUEUED", client.read().text());
        assertEquals("QUEUED", client.read().text());
        masters.publish(second);
        assertTrue(client.call("EXEC").text().startsWith("EXECABORT "));
        assertInstanceOf(Reply.Nil.class, client.call("GET", "torn"));
    }

    @Test
    void shouldAbortATransactionInOneWriteThatADemotedMasterRefuses() {
        double before = masters.metric("proxy_stale_refused_total");
        client.call("MULTI");
        demoteFirst();
        client.write("SET", "torn", "1");
        client.write("EXEC");
        client.write("SET", "after", "1");
        awaitRefusal(before);
        masters.publish(second);
        assertEquals("QUEUED", client.read().text());
        assertTrue(client.read().text().startsWith("EXECABORT "));
        assertEquals("OK", client.read().text());
        assertInstanceOf(Reply.Nil.class, second.call("GET", "torn"));
        assertEquals("1", second.call("GET", "after").text());
    }

    @Test
    void shouldIssueAPopAgainThatADemotionHasUnblocked() {
        client.write("BLPOP", "queue", "0");
        awaitBlocked(first, "blpop");
        demoteFirst();
        masters.awaitClosedGate();
        masters.publish(second);
        awaitBlocked(second, "blpop");
        second.call("RPUSH", "queue", "element");
        assertEquals("element", client.read().items().get(1).text());
    }

    @Test
    void shouldWaitForReplicasOfAYoungMaster() {
        second.call("CONFIG", "SET", "min-replicas-to-write", "1");
        masters.switchTo(second);
        client.write("SET", "safe", "1");
        masters.awaitMetric("proxy_gate_open 1.0");
        Await.until("a refusal", TwoMasters.SOON, () -> second.info("errorstats").containsKey("errorstat_NOREPLICAS"));
        second.call("CONFIG", "SET", "min-replicas-to-write", "0");
        assertEquals("OK", client.read().text());
    }

    @Test
    void shouldPassTheLackOfReplicasOnWhenThereIsNoSwitch() {
        masters.switchTo(second);
        client.call("PING");
        long switched = System.nanoTime();
        second.call("CONFIG", "SET", "min-replicas-to-write", "1");
        Await.until("the error itself", TwoMasters.SOON,
                () -> client.call("SET", "safe", "1").text().startsWith("NOREPLICAS "));
        assertTrue(System.nanoTime() - switched > 4_000_000_000L, "it waits while the switch is young");
    }

    @Test
    void shouldNotConfirmReplicasOfAWriteOnALostMaster() {
        client.call("SET", "where", "first");
        assertEquals("0", client.call("WAIT", "0", "100").text());
        masters.switchTo(second);
        String outcome = client.call("WAIT", "0", "100").text();
        assertTrue(outcome.startsWith("UNKNOWNOUTCOME "), outcome);
        client.call("SET", "where", "second");
        assertEquals("0", client.call("WAIT", "0", "100").text());
    }

    @Test
    void shouldHoldRequestsWhileTheMasterHangs() {
        client.call("SET", "where", "first");
        first.suspend();
        try {
            masters.awaitClosedGate();
            client.write("GET", "where");
            assertEquals(200, masters.proxy().health("ready"));
        } finally {
            first.resume();
        }
        assertEquals("first", client.read().text());
        masters.awaitMetric("proxy_gate_open 1.0");
    }

    @Test
    void shouldSubscribeBeforeParkedPublishersGoOn() {
        RedisNode next = second;
        for (int round = 0; round < 10; round++) {
            try (RespConnection subscriber = masters.connect(); RespConnection monitor = masters.connect()) {
                subscriber.call("SUBSCRIBE", "news");
                monitor.call("HELLO", "3");
                monitor.call("PSUBSCRIBE", "n*");
                masters.watcher().publish("switching", (next == second ? first : second).port(), masters.epoch(), false);
                masters.awaitClosedGate();
                client.write("PUBLISH", "news", "round " + round);
                masters.publish(next);
                assertEquals("2", client.read().text(), "both hear it, in round " + round);
                assertEquals("round " + round, subscriber.read().items().get(2).text());
            }
            next = next == second ? first : second;
        }
    }

    @Test
    void shouldVoidTheCacheOfAClientThatTracks() {
        client.call("HELLO", "3");
        client.call("CLIENT", "TRACKING", "ON");
        client.call("GET", "cached");
        masters.switchTo(second);
        Reply push = client.read();
        assertEquals("invalidate", push.items().get(0).text());
        assertInstanceOf(Reply.Nil.class, push.items().get(1));
        client.call("GET", "cached");
        second.call("SET", "cached", "changed");
        assertEquals("cached", client.read().items().get(1).items().get(0).text());
    }

    @Test
    void shouldRefuseALongCommandThatIsNotKept() {
        client.call("PING");
        demoteFirst();
        client.write("SET", "large", "x".repeat(2_000_000));
        client.write("PING");
        String outcome = client.read().text();
        assertTrue(outcome.startsWith("NOMASTER "), outcome);
        masters.publish(second);
        assertEquals("PONG", client.read().text());
    }

    @Test
    void shouldKeepALongCommandWithinTheLimit() {
        client.call("PING");
        double before = masters.metric("proxy_stale_refused_total");
        demoteFirst();
        client.write("SET", "large", "x".repeat(500_000));
        masters.awaitClosedGate();
        awaitRefusal(before);
        masters.publish(second);
        assertEquals("OK", client.read().text());
        assertEquals("500000", second.call("STRLEN", "large").text());
    }

    @Test
    void shouldGoOnForManyClientsAtOnce() {
        int count = 500;
        RespConnection[] clients = new RespConnection[count];
        for (int i = 0; i < count; i++) {
            clients[i] = masters.connect();
        }
        masters.closeTheGate();
        for (RespConnection each : clients) {
            each.write("INCR", "all");
        }
        masters.publish(second);
        long sum = 0;
        for (RespConnection each : clients) {
            sum += Long.parseLong(each.read().text());
            each.close();
        }
        assertEquals((long) count * (count + 1) / 2, sum);
    }
}
