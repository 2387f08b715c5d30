package io.redisha.watcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.redisha.local.Await;

/** The phases over the wire: the watcher is a process, Sentinels and nodes say what they are told to say. */
class PhaseIT {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    /** Many polls (20 ms) and ROLE checks (100 ms), so that what is not done in this time is not done. */
    private static final Duration A_WHILE = Duration.ofMillis(700);
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(1);
    private static final Duration GUARD = Duration.ofSeconds(1);

    private final FakeRedis a = FakeRedis.master();
    private final FakeRedis b = FakeRedis.replica();
    private final FakeRedis c = FakeRedis.replica();
    private final FakeSentinel s1 = FakeSentinel.start("s1");
    private final FakeSentinel s2 = FakeSentinel.start("s2");
    private final FakeSentinel s3 = FakeSentinel.start("s3");
    private Watcher watcher;
    private EventStream events;

    @AfterEach
    void stop() {
        events.close();
        watcher.close();
        Stream.of(a, b, c).forEach(FakeRedis::close);
        Stream.of(s1, s2, s3).forEach(FakeSentinel::close);
    }

    @Test
    void shouldHoldUpFollowersFromTheAnnouncementToTheAbort() {
        start(Discovery.PROMOTED, "1m");

        s1.tell("+elected-leader", master(a));
        expectSwitching(2);
        assertTrue(events.poll(A_WHILE).isEmpty(), "the master says that it is one, and it is announced still");
        assertEquals(1, watcher.metric("watcher_master_switching"));
        s1.tell("-failover-abort-slave-timeout", master(a));

        expectStable(a, 5, 3);
        assertEquals(0, watcher.metric("watcher_master_switching"));
        assertTrue(watcher.process().metrics().contains("outcome=\"reopened\"} 1"), "it is counted");
        assertTrue(watcher.log().contains("generation 3"), "each step is in the log with its generation");
    }

    @Test
    void shouldStayClosedUntilTheMasterSaysAgainThatItIsOne() {
        start(Discovery.PROMOTED, "1m");

        a.becomeReplica();
        s1.tell("+odown", master(a) + " #quorum 2/2");
        s2.tell("+odown", master(a) + " #quorum 2/2");
        expectSwitching(2);
        s1.tell("-odown", master(a));
        assertTrue(events.poll(A_WHILE).isEmpty(), "another Sentinel says still that it is down");
        s2.tell("-odown", master(a));
        assertTrue(events.poll(A_WHILE).isEmpty(), "it says that it is a replica");
        a.becomeMaster();

        expectStable(a, 5, 3);
    }

    @Test
    void shouldReopenAtTheDrainLimitWhenAFailoverDiesSilently() {
        start(Discovery.PROMOTED, "1s");

        s1.tell("+elected-leader", master(a));
        EventStream.Event switching = expectSwitching(2);
        s1.tell("+failover-state-select-slave", master(a));
        s1.close();

        EventStream.Event stable = expectStable(a, 5, 3);
        Duration took = Duration.ofNanos(stable.arrived() - switching.arrived());
        assertTrue(took.compareTo(DRAIN_LIMIT.minusMillis(50)) > 0, () -> "after " + took);
    }

    @Test
    void shouldHearOfAFailoverInAnAnswerWhenItsEventsAreLost() {
        start(Discovery.PROMOTED, "1s");

        s2.failsOver(true);
        expectSwitching(2);
        expectStable(a, 5, 3);
        assertTrue(events.poll(A_WHILE).isEmpty(), "that is said once");
        s2.failsOver(false);
        assertTrue(events.poll(A_WHILE).isEmpty());
        s2.failsOver(true);
        expectSwitching(4);
    }

    @Test
    void shouldNotBeHeldUpForEverByALiar() {
        start(Discovery.PROMOTED, "1s");
        long begun = System.nanoTime();
        long closed = 0;
        long closedSince = 0;

        // Two drain limits, and a sixth of what passes.
        while (System.nanoTime() - begun < Duration.ofSeconds(12).toNanos()) {
            s3.tell("+try-failover", master(a));
            s3.tell("+elected-leader", master(a));
            s3.tell("+selected-slave", replica(b, a));
            s3.tell("+failover-state-wait-promotion", replica(b, a));
            s3.tell("-failover-abort-slave-timeout", master(c));
            var event = events.poll(Duration.ofMillis(50));
            if (event.isPresent() && event.get().json().get("phase").asText().equals("switching")) {
                closedSince = event.get().arrived();
            } else if (event.isPresent()) {
                closed += event.get().arrived() - closedSince;
                closedSince = 0;
            }
        }

        Await.until("it is stable", LIMIT, () -> watcher.state().get("phase").asText().equals("stable"));
        long held = Duration.ofNanos(closed).toMillis();
        System.out.printf("a liar held followers up for %d ms of 12 s, with a drain limit of 1 s%n", held);
        assertTrue(held > 1_000 && held < 8_000, () -> held + " ms");
        assertTrue(watcher.log().contains("it is not believed for some time"));
        assertTrue(watcher.process().metrics().lines()
                .anyMatch(line -> line.startsWith("watcher_announcements_total{believed=\"false\"") && !line.endsWith(" 0.0")));
    }

    @Test
    void shouldIgnoreWhatIsNotAboutThePublishedMaster() {
        start(Discovery.EAGER, "1m");

        s1.tell("+odown", master(c));
        s1.tell("+elected-leader", "master othername 127.0.0.1 " + a.port());
        s1.tell("+selected-slave", replica(b, c));
        s1.tell("+elected-leader", "master mymaster");
        s1.tell("+promoted-slave", replica(b, a));
        s1.tell("+switch-master", "mymaster 127.0.0.1 " + a.port() + " 127.0.0.1 " + b.port());

        assertTrue(events.poll(A_WHILE).isEmpty());
    }

    @Test
    void shouldWaitForTheSwitchOfASentinelAndSendNothingInTheMeantime() {
        start(Discovery.SWITCH, "1m");

        b.promote();
        s1.promotes(b.address(), 6);
        expectSwitching(2);
        assertTrue(events.poll(Duration.ofSeconds(2)).isEmpty(), "neither to the one nor to the other");
        s1.names(b.address(), 6).lists(a.address(), c.address());

        expectStable(b, 6, 3);
    }

    @Test
    void shouldPublishThePromotedReplicaAheadOfTheEpochThatFollows() {
        start(Discovery.EAGER, "1m");

        long promoted = failOverToB(6);

        JsonNode early = expectAhead(b, 6, 3, promoted);
        assertTrue(events.poll(A_WHILE).isEmpty(), "nobody else has heard of it");
        s1.promotes(b.address(), 6);
        s1.tell("+promoted-slave", replica(b, a));
        JsonNode confirmed = expectStable(b, 6, 4).json();
        assertEquals(early.get("since"), confirmed.get("since"));
        s1.tell("+switch-master", "mymaster 127.0.0.1 " + a.port() + " 127.0.0.1 " + b.port());
        Stream.of(s1, s2, s3).forEach(sentinel -> sentinel.names(b.address(), 6).lists(a.address(), c.address()));
        assertTrue(events.poll(A_WHILE.plus(GUARD)).isEmpty());
        assertTrue(watcher.process().metrics().contains("watcher_eager_retractions_total{master=\"mymaster\"} 0.0"));
    }

    @Test
    void shouldRetractAndGoBackWhenTheLeaderDiesBeforeTheEpoch() {
        start(Discovery.EAGER, "1m");
        long promoted = failOverToB(6);
        expectAhead(b, 6, 3, promoted);
        s1.close();

        EventStream.Event retracted = expectSwitching(4);
        Duration guarded = Duration.ofNanos(retracted.arrived() - promoted);
        assertTrue(guarded.compareTo(GUARD) >= 0, () -> "after " + guarded);
        assertEquals(b.port(), retracted.json().get("port").asInt());
        assertFalse(retracted.json().get("confirmed").asBoolean());
        JsonNode back = expectStable(a, 5, 5).json();
        assertTrue(back.get("rollback").asBoolean(), "a majority names it, and it is a master");
        assertTrue(watcher.process().metrics().contains("watcher_eager_retractions_total{master=\"mymaster\"} 1.0"));
        assertTrue(watcher.log().contains("RETRACTED"));
        b.becomeReplica();
        assertTrue(events.poll(A_WHILE).isEmpty());
    }

    @Test
    void shouldRetractAndFollowTheNextElectionWhenTheLeaderDiesBeforeTheEpoch() {
        start(Discovery.EAGER, "1m");
        a.close();
        long promoted = failOverToB(6);
        expectAhead(b, 6, 3, promoted);
        s1.close();
        expectSwitching(4);

        assertTrue(events.poll(A_WHILE.multipliedBy(4)).isEmpty(), "the former master is gone: there is no way back");
        c.promote();
        s2.names(c.address(), 7).lists(a.address(), b.address());

        JsonNode next = expectStable(c, 7, 5).json();
        assertFalse(next.get("rollback").asBoolean());
    }

    @Test
    void shouldNotPublishAheadOfAnEpochThatWasNotAnnounced() {
        start(Discovery.EAGER, "1m");

        s1.tell("+elected-leader", master(a));
        s1.tell("+selected-slave", replica(b, a));
        s1.tell("+failover-state-wait-promotion", replica(b, a));
        expectSwitching(2);
        b.promote();
        assertTrue(events.poll(A_WHILE).isEmpty());
        s1.promotes(b.address(), 6);

        expectStable(b, 6, 3);
    }

    /** As a leader does it: 200 ms from the announcement to the promotion are not needed here. */
    private long failOverToB(long epoch) {
        s1.tell("+new-epoch", Long.toString(epoch));
        s1.tell("+try-failover", master(a));
        s1.tell("+elected-leader", master(a));
        expectSwitching(2);
        s1.tell("+failover-state-select-slave", master(a));
        s1.tell("+selected-slave", replica(b, a));
        s1.tell("+failover-state-send-slaveof-noone", replica(b, a));
        s1.tell("+failover-state-wait-promotion", replica(b, a));
        assertTrue(events.poll(A_WHILE).isEmpty(), "it says that it is a replica");
        assertTrue(b.server().accepted() > 0, "it is asked again and again");
        long promoted = System.nanoTime();
        b.promote();
        return promoted;
    }

    private JsonNode expectAhead(FakeRedis node, long epoch, long generation, long promoted) {
        EventStream.Event event = events.next(LIMIT);
        System.out.printf("promotion to publication ahead of the epoch: %d ms%n", (event.arrived() - promoted) / 1_000_000);
        assertState("stable", node, epoch, generation, event.json());
        assertFalse(event.json().get("confirmed").asBoolean());
        return event.json();
    }

    private EventStream.Event expectStable(FakeRedis node, long epoch, long generation) {
        EventStream.Event event = events.next(LIMIT);
        assertState("stable", node, epoch, generation, event.json());
        assertTrue(event.json().get("confirmed").asBoolean());
        return event;
    }

    private EventStream.Event expectSwitching(long generation) {
        EventStream.Event event = events.next(LIMIT);
        assertEquals("switching", event.json().get("phase").asText(), event::toString);
        assertEquals(generation, event.json().get("generation").asLong());
        return event;
    }

    private static void assertState(String phase, FakeRedis node, long epoch, long generation, JsonNode state) {
        assertEquals(phase, state.get("phase").asText(), state::toString);
        assertEquals(node.port(), state.get("port").asInt(), state::toString);
        assertEquals(epoch, state.get("epoch").asLong(), state::toString);
        assertEquals(generation, state.get("generation").asLong(), state::toString);
    }

    private static String master(FakeRedis node) {
        return "master mymaster 127.0.0.1 " + node.port();
    }

    private static String replica(FakeRedis node, FakeRedis of) {
        return "slave " + node.address() + " 127.0.0.1 " + node.port() + " @ mymaster 127.0.0.1 " + of.port();
    }

    private void start(Discovery discovery, String drainLimit) {
        Stream.of(s1, s2, s3).forEach(sentinel -> sentinel.names(a.address(), 5).lists(b.address(), c.address()));
        s1.knows(s2, s3);
        s2.knows(s1, s3);
        s3.knows(s1, s2);
        Map<String, String> environment = new HashMap<>(Map.of("WATCHER_DISCOVERY", discovery.name(), "WATCHER_DRAIN_LIMIT",
                drainLimit, "WATCHER_EAGER_GUARD", GUARD.toMillis() + "ms", "WATCHER_POLL_INTERVAL", "20ms",
                "WATCHER_ROLE_INTERVAL", "100ms", "WATCHER_ROLLBACK_AFTER", "1s"));
        environment.put("WATCHER_SENTINELS",
                Stream.of(s1, s2, s3).map(FakeSentinel::address).collect(Collectors.joining(",")));
        watcher = Watcher.start(environment);
        watcher.process().awaitLive(LIMIT);
        watcher.awaitMaster(a.address(), LIMIT);
        Await.until("all agree and are listened to", LIMIT,
                () -> watcher.state().get("sentinels").get("agreeing").asInt() == 3
                        && Stream.of(s1, s2, s3).allMatch(sentinel -> sentinel.subscribers() == 1));
        events = watcher.events();
        assertEquals(1, events.next(LIMIT).json().get("generation").asLong());
    }
}
