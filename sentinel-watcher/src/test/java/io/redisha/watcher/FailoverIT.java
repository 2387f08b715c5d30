package io.redisha.watcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import com.fasterxml.jackson.databind.JsonNode;

import io.redisha.local.Await;
import io.redisha.local.HaCluster;
import io.redisha.local.Ports;
import io.redisha.local.RedisNode;
import io.redisha.local.Reply;
import io.redisha.local.SentinelNode;

/** One watcher, started before everything else, goes with one real cluster through what can happen to it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FailoverIT {

    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration SWITCH = Duration.ofSeconds(15);
    private static final Duration SETTLE = Duration.ofSeconds(25);
    private static final Duration DOWN_AFTER = Duration.ofMillis(1500);
    /**
     * From the kill: down-after, election and promotion take about 1.5 s here; a second election on a busy machine 10 s more.
     */
    private static final Duration KILL_TO_EVENT = DOWN_AFTER.plusSeconds(14);

    private static int[] sentinelPorts;
    private static Watcher watcher;
    private static HaCluster cluster;

    @BeforeAll
    static void startTheWatcherFirst() {
        sentinelPorts = IntStream.range(0, 3).map(i -> Ports.free()).toArray();
        watcher = Watcher.start(
                IntStream.of(sentinelPorts).mapToObj(port -> "127.0.0.1:" + port).collect(Collectors.joining(",")));
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
        watcher.close();
    }

    @Test
    @Order(1)
    void shouldBeAliveAndNotReadyWhileThereIsNothing() {
        watcher.process().awaitLive(START);
        Await.until("it is started", START, () -> watcher.process().health("started") == 200);

        assertEquals(503, watcher.process().health("ready"));
        JsonNode state = watcher.state();
        assertEquals("unknown", state.get("phase").asText());
        assertTrue(state.get("host").isNull() && state.get("port").isNull() && state.get("epoch").isNull(), state::toString);
        assertEquals(3, state.get("sentinels").get("known").asInt());
        assertEquals(0, state.get("sentinels").get("reachable").asInt());
    }

    @Test
    @Order(2)
    void shouldBecomeReadyByItselfWhenTheRestAppears() {
        try (EventStream events = watcher.events()) {
            assertEquals("unknown", events.next(SWITCH).json().get("phase").asText());

            cluster = HaCluster.builder().downAfter(DOWN_AFTER).sentinelPorts(sentinelPorts).start();

            watcher.process().awaitReady(SWITCH);
            JsonNode first = events.next(SWITCH).json();
            assertEquals("stable", first.get("phase").asText());
            assertEquals(cluster.master().port(), first.get("port").asInt());
        }
        Await.until("all Sentinels and replicas are seen", SWITCH, () -> watcher.state().get("sentinels").toString()
                .equals("{\"known\":3,\"reachable\":3,\"agreeing\":3,\"quorum\":2}") && onlineReplicas() == 2);
        assertEquals(3, watcher.metric("watcher_sentinels_agreeing"));
        assertTrue(watcher.metric("watcher_sentinel_answer_age_seconds") < 2);
    }

    @Test
    @Order(3)
    void shouldTellOfTheNewMasterWhenTheMasterIsKilled() {
        RedisNode old = cluster.master();
        try (EventStream events = watcher.events()) {
            JsonNode before = events.next(SWITCH).json();
            assertEquals(old.port(), before.get("port").asInt());

            long killed = System.nanoTime();
            old.kill();
            EventStream.Event announced = events.next(KILL_TO_EVENT);
            EventStream.Event event = events.next(KILL_TO_EVENT);

            JsonNode switching = announced.json();
            assertEquals("switching", switching.get("phase").asText());
            assertEquals(old.port(), switching.get("port").asInt());
            assertEquals(before.get("epoch"), switching.get("epoch"));
            assertEquals(before.get("generation").asLong() + 1, switching.get("generation").asLong());
            JsonNode after = event.json();
            System.out.printf("kill -9 to switching: %d ms, to the new master: %d ms, with down-after %d ms%n",
                    (announced.arrived() - killed) / 1_000_000, (event.arrived() - killed) / 1_000_000,
                    DOWN_AFTER.toMillis());
            assertEquals("stable", after.get("phase").asText());
            RedisNode next = cluster.awaitMasterOtherThan(old, SWITCH);
            assertNotEquals(old.port(), after.get("port").asInt());
            assertEquals(next.port(), after.get("port").asInt());
            assertTrue(after.get("epoch").asLong() > before.get("epoch").asLong(), after::toString);
            assertEquals(before.get("generation").asLong() + 2, after.get("generation").asLong());
            assertEquals(event.id(), after.get("generation").asText());
            assertFalse(after.get("rollback").asBoolean());
            assertTrue(after.get("confirmed").asBoolean());
            assertEquals("master", next.role(), "it was published not before it was one");
        }
        old.restart();
    }

    @Test
    @Order(4)
    void shouldFollowAPlannedSwitchWhileOneSentinelHangs() {
        SentinelNode hung = cluster.sentinels().get(0);
        RedisNode old = cluster.master();
        try (EventStream events = watcher.events()) {
            events.next(SWITCH);
            hung.suspend();
            Await.until("it is missed", SWITCH, () -> watcher.state().get("sentinels").get("reachable").asInt() == 2);
            assertEquals(3, watcher.state().get("sentinels").get("known").asInt());

            Await.until("another Sentinel agrees to a failover", SETTLE, () -> cluster.sentinels().get(1).call("SENTINEL",
                    "FAILOVER", cluster.masterName()) instanceof Reply.Status);
            long agreed = System.nanoTime();
            assertEquals("switching", events.next(SWITCH).json().get("phase").asText());
            EventStream.Event event = events.next(SWITCH);

            System.out.printf("SENTINEL FAILOVER to event: %d ms%n", (event.arrived() - agreed) / 1_000_000);
            assertEquals("stable", event.json().get("phase").asText());
            assertNotEquals(old.port(), event.json().get("port").asInt());
        } finally {
            hung.resume();
        }
        Await.until("it is back", SWITCH, () -> watcher.state().get("sentinels").get("agreeing").asInt() == 3);
        Await.until("both former masters are replicas", SETTLE, () -> onlineReplicas() == 2);
        assertEquals(5, watcher.state().get("generation").asLong(), "neither what it slept through nor their return is news");
    }

    @Test
    @Order(5)
    void shouldKeepTheMasterPublishedWhileAllSentinelsAreGone() {
        String master = watcher.master();
        cluster.sentinels().forEach(SentinelNode::kill);
        Await.until("all are missed", SWITCH, () -> watcher.state().get("sentinels").get("reachable").asInt() == 0);

        assertEquals(master, watcher.master());
        assertEquals("stable", watcher.state().get("phase").asText());
        assertEquals(200, watcher.process().health("ready"));
        assertTrue(watcher.readiness().toString().contains("0 of 3 reachable"), () -> watcher.readiness().toString());
        assertEquals(0, onlineReplicas());

        cluster.sentinels().forEach(SentinelNode::restart);
        Await.until("all are back", SWITCH, () -> watcher.state().get("sentinels").get("agreeing").asInt() == 3);
        assertEquals(5, watcher.state().get("generation").asLong());
    }

    @Test
    @Order(6)
    void shouldTakeAReplacedSentinelIn() {
        SentinelNode replaced = cluster.sentinels().get(2);

        replaced.replace();

        Await.until("it agrees, and its former id does not count", SWITCH, () -> watcher.state().get("sentinels").toString()
                .equals("{\"known\":3,\"reachable\":3,\"agreeing\":3,\"quorum\":2}"));
    }

    @Test
    @Order(7)
    void shouldEndStreamsAndProcessAtSigterm() {
        try (EventStream one = watcher.events(); EventStream other = watcher.events()) {
            one.next(SWITCH);
            other.next(SWITCH);

            long asked = System.nanoTime();
            watcher.process().terminate();

            Duration took = Duration.ofNanos(System.nanoTime() - asked);
            System.out.printf("SIGTERM to end: %d ms%n", took.toMillis());
            assertTrue(took.compareTo(Duration.ofSeconds(8)) < 0, () -> "it took " + took);
            assertEquals(143, watcher.process().exit().join());
            Await.until("both streams are ended in order", SWITCH, () -> one.isEnded() && other.isEnded());
        }
        assertFalse(watcher.log().contains("\tat "), "a stack trace in the log");
        assertFalse(watcher.log().contains("ERROR"), "an error in the log");
    }

    private static long onlineReplicas() {
        long online = 0;
        for (JsonNode replica : watcher.state().get("replicas")) {
            online += replica.get("state").asText().equals("online") ? 1 : 0;
        }
        return online;
    }
}
