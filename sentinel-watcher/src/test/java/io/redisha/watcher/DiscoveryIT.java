package io.redisha.watcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import com.fasterxml.jackson.databind.JsonNode;

import io.redisha.local.Await;
import io.redisha.local.HaCluster;
import io.redisha.local.RedisNode;
import io.redisha.local.SentinelNode;

/**
 * Three watchers, one of each mode, go through the same failovers of one real cluster. What they publish is held against what
 * the Sentinels tell; the times are printed, and only the order is asserted.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DiscoveryIT {

    private static final Duration START = Duration.ofSeconds(60);
    /** A second election on a busy machine takes 10 s more. */
    private static final Duration SWITCH = Duration.ofSeconds(30);
    private static final Duration SETTLE = Duration.ofSeconds(60);
    private static final Duration A_WHILE = Duration.ofSeconds(2);

    private static final Map<Discovery, Watcher> WATCHERS = new EnumMap<>(Discovery.class);
    private static HaCluster cluster;
    private static SentinelTap tap;

    @BeforeAll
    static void start() {
        cluster = HaCluster.builder().start();
        for (Discovery discovery : Discovery.values()) {
            WATCHERS.put(discovery, Watcher.start(
                    Map.of("WATCHER_SENTINELS", cluster.sentinelAddresses(), "WATCHER_DISCOVERY", discovery.name())));
        }
        WATCHERS.values().forEach(watcher -> watcher.process().awaitReady(START));
        tap = new SentinelTap(cluster);
    }

    @AfterAll
    static void stop() {
        WATCHERS.values().forEach(Watcher::close);
        if (tap != null) {
            tap.close();
        }
        if (cluster != null) {
            cluster.close();
        }
    }

    @RepeatedTest(2)
    @Order(1)
    void shouldStopSendingBeforeAPlannedSwitchAndPublishInTheOrderOfTheModes() {
        settle();
        Run run = new Run("SENTINEL FAILOVER", cluster::failover);

        run.shouldHavePublishedInOrder();
        SentinelTap.Told promotion = run.told("+failover-state-wait-promotion");
        for (Discovery discovery : Discovery.values()) {
            assertTrue(run.switching(discovery).arrived() < promotion.at(),
                    () -> discovery + " stopped sending only when the replica was promoted already");
        }
    }

    @Test
    @Order(2)
    void shouldPublishInTheOrderOfTheModesWhenTheMasterIsKilled() {
        settle();
        RedisNode old = cluster.master();
        Run run = new Run("kill -9", old::kill);

        run.shouldHavePublishedInOrder();
        old.restart();
    }

    @Test
    @Order(3)
    void shouldNotBeMisledByASentinelThatSleptThroughASwitch() {
        settle();
        RedisNode old = cluster.master();
        SentinelNode stale = cluster.sentinels().get(2);
        stale.suspend();
        try {
            Run run = new Run("SENTINEL FAILOVER, a Sentinel asleep", () -> cluster.sentinels().get(0).call("SENTINEL",
                    "FAILOVER", cluster.masterName()));
            run.shouldHavePublishedInOrder();
        } finally {
            stale.resume();
        }
        List<EventStream> streams = WATCHERS.values().stream().map(Watcher::events).toList();
        streams.forEach(stream -> assertNotEquals(old.port(), stream.next(SWITCH).json().get("port").asInt()));
        WATCHERS.values().forEach(watcher -> Await.until("it agrees", SETTLE,
                () -> watcher.state().get("sentinels").get("agreeing").asInt() == 3));
        streams.forEach(stream -> assertTrue(stream.poll(A_WHILE).isEmpty(), "what it slept through is no news"));
        streams.forEach(EventStream::close);
    }

    private static void settle() {
        cluster.awaitSettled(SETTLE);
        WATCHERS.values().forEach(watcher -> Await.until("all Sentinels agree", SETTLE,
                () -> watcher.state().get("sentinels").get("agreeing").asInt() == 3
                        && watcher.state().get("phase").asText().equals("stable")));
    }

    /** One failover, from what provokes it to what each watcher has published of it. */
    private static final class Run {

        private final RedisNode old = cluster.master();
        private final Map<Discovery, JsonNode> before = new EnumMap<>(Discovery.class);
        private final Map<Discovery, List<EventStream.Event>> published = new EnumMap<>(Discovery.class);
        private final long begun;

        Run(String what, Runnable fault) {
            Map<Discovery, EventStream> streams = new EnumMap<>(Discovery.class);
            WATCHERS.forEach((discovery, watcher) -> streams.put(discovery, watcher.events()));
            streams.forEach((discovery, stream) -> before.put(discovery, stream.next(SWITCH).json()));
            begun = System.nanoTime();
            fault.run();
            streams.forEach((discovery, stream) -> {
                published.put(discovery, untilConfirmed(stream));
                stream.close();
            });
            Await.until("a Sentinel has switched", SWITCH, () -> tap.first("+switch-master", begun).isPresent());
            report(what);
        }

        private static List<EventStream.Event> untilConfirmed(EventStream stream) {
            List<EventStream.Event> events = new ArrayList<>();
            EventStream.Event event;
            do {
                event = stream.next(SWITCH);
                events.add(event);
            } while (!event.json().get("phase").asText().equals("stable") || !event.json().get("confirmed").asBoolean());
            return events;
        }

        private void report(String what) {
            System.out.println(what + ", ms after it");
            for (String channel : List.of("+odown", "+elected-leader", "+failover-state-wait-promotion", "+promoted-slave",
                    "+switch-master")) {
                tap.first(channel, begun).ifPresent(told -> System.out.println("  " + channel + " " + millis(told.at())));
            }
            published.forEach((discovery, events) -> {
                StringBuilder line = new StringBuilder("  ").append(discovery);
                events.forEach(event -> line.append(' ').append(event.json().get("phase").asText())
                        .append(event.json().get("confirmed").asBoolean() ? "" : " (ahead)").append(' ')
                        .append(millis(event.arrived())));
                System.out.println(line);
            });
        }

        private long millis(long at) {
            return (at - begun) / 1_000_000;
        }

        SentinelTap.Told told(String channel) {
            return tap.first(channel, begun).orElseThrow(() -> new AssertionError("no Sentinel told " + channel));
        }

        EventStream.Event switching(Discovery discovery) {
            return published.get(discovery).get(0);
        }

        /** The first with the new address. */
        EventStream.Event switched(Discovery discovery) {
            return published.get(discovery).get(1);
        }

        void shouldHavePublishedInOrder() {
            published.forEach(this::shouldBeOneSwitch);
            assertTrue(switched(Discovery.EAGER).arrived() < told("+promoted-slave").at(), "eager is ahead of the leader");
            assertTrue(switched(Discovery.EAGER).arrived() < told("+switch-master").at(), "and of the first +switch-master");
            assertTrue(switched(Discovery.PROMOTED).arrived() > switched(Discovery.EAGER).arrived());
            assertTrue(switched(Discovery.SWITCH).arrived() > told("+promoted-slave").at());
        }

        private void shouldBeOneSwitch(Discovery discovery, List<EventStream.Event> events) {
            assertEquals(discovery == Discovery.EAGER ? 3 : 2, events.size(), events::toString);
            JsonNode switching = switching(discovery).json();
            JsonNode switched = switched(discovery).json();
            JsonNode last = events.get(events.size() - 1).json();
            JsonNode first = before.get(discovery);
            assertEquals("switching", switching.get("phase").asText());
            for (String field : List.of("host", "port", "epoch", "confirmed")) {
                assertEquals(first.get(field), switching.get(field), field);
            }
            assertEquals("stable", switched.get("phase").asText());
            assertNotEquals(old.port(), switched.get("port").asInt());
            assertEquals(discovery != Discovery.EAGER, switched.get("confirmed").asBoolean());
            assertTrue(switched.get("epoch").asLong() > first.get("epoch").asLong());
            assertEquals(switched.get("epoch"), last.get("epoch"), "the announced epoch is the one that follows");
            assertEquals(switched.get("port"), last.get("port"));
            assertEquals(switched.get("since"), last.get("since"), "being confirmed changes neither phase nor address");
            for (int i = 0; i < events.size(); i++) {
                assertEquals(first.get("generation").asLong() + i + 1, events.get(i).json().get("generation").asLong());
                assertEquals(events.get(i).json().get("generation").asText(), events.get(i).id());
                assertFalse(events.get(i).json().get("rollback").asBoolean());
            }
        }
    }
}
