package io.redisha.watcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.redisha.local.Await;

/** The rule over the wire: the watcher is a process, Sentinels and nodes say what they are told to say. */
class RuleIT {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    /** Many polls (20 ms) and ROLE checks (100 ms), so that what is not done in this time is not done. */
    private static final Duration A_WHILE = Duration.ofSeconds(1);

    private final FakeRedis a = FakeRedis.master();
    private final FakeRedis b = FakeRedis.replica();
    private final FakeRedis c = FakeRedis.replica();
    private final FakeSentinel s1 = FakeSentinel.start("s1");
    private final FakeSentinel s2 = FakeSentinel.start("s2");
    private final FakeSentinel s3 = FakeSentinel.start("s3");
    private Watcher watcher;

    @AfterEach
    void stop() {
        watcher.close();
        Stream.of(a, b, c).forEach(FakeRedis::close);
        Stream.of(s1, s2, s3).forEach(FakeSentinel::close);
    }

    @Test
    void shouldIgnoreALiarAndFollowOneSentinelWithAHigherEpoch() {
        allNameA(5);
        FakeRedis evil = FakeRedis.master();
        try (evil) {
            s3.names(evil.address(), 1_000_000).lists(b.address());
            start(s1, s2, s3);
            watcher.awaitMaster(a.address(), LIMIT);
            try (EventStream events = watcher.events()) {
                events.next(LIMIT);

                assertTrue(events.poll(A_WHILE).isEmpty(), "a master that is no known replica");
                s3.names(b.address(), 1_000_000);
                assertTrue(events.poll(A_WHILE).isEmpty(), "a replica that says that it is one");
                assertTrue(watcher.metric("watcher_role_disagreements_total") > 0);
                s3.names(a.address(), 1_000_000);
                assertTrue(events.poll(A_WHILE).isEmpty(), "an epoch that nobody else knows");
                assertEquals(2 + 1, watcher.state().get("sentinels").get("agreeing").asInt());

                b.becomeMaster();
                s1.names(b.address(), 6).lists(a.address(), c.address());
                JsonNode next = events.next(LIMIT).json();
                assertEquals(b.port(), next.get("port").asInt());
                assertEquals(6, next.get("epoch").asLong());
                assertEquals(1, next.get("sentinels").get("agreeing").asInt(), "one is enough");
                assertTrue(events.poll(A_WHILE).isEmpty(), "two have slept through it, and the old node is a master still");
            }
        }
    }

    @Test
    void shouldGoBackWithAMajorityWhenThePublishedNodeIsNoMasterAnyMore() {
        allNameA(5);
        start(s1, s2, s3);
        watcher.awaitMaster(a.address(), LIMIT);
        try (EventStream events = watcher.events()) {
            events.next(LIMIT);
            b.becomeMaster();
            s1.names(b.address(), 1_000_000).lists(a.address());
            events.next(LIMIT);
            s1.names(a.address(), 5).lists(b.address(), c.address());
            assertTrue(events.poll(A_WHILE).isEmpty(), "the published node is still a master");

            long since = System.nanoTime();
            b.becomeReplica();

            EventStream.Event back = events.next(LIMIT);
            Duration took = Duration.ofNanos(back.arrived() - since);
            System.out.printf("no master any more to rollback: %d ms%n", took.toMillis());
            assertTrue(took.toMillis() >= 1000, () -> "after " + took);
            assertEquals(a.port(), back.json().get("port").asInt());
            assertEquals(5, back.json().get("epoch").asLong());
            assertTrue(back.json().get("rollback").asBoolean());
            assertEquals(3, back.json().get("generation").asLong());
            Await.until("it is in the log", LIMIT, () -> watcher.log().contains("ROLLBACK"));
        }
    }

    @Test
    void shouldWaitAtTheStartForAMajorityAndForTheNodeItselfAndFindTheOtherSentinels() {
        allNameA(5);
        a.becomeReplica();
        s2.server().become((in, out) -> {
        });
        s3.server().become((in, out) -> {
        });
        // Only one is configured; the others are known to it.
        start(s1);
        Await.until("one of three answers", LIMIT, () -> watcher.process().health("live") == 200
                && watcher.state().get("sentinels").toString().contains("\"known\":3,\"reachable\":1,\"agreeing\":1"));
        assertEquals("unknown", watcher.state().get("phase").asText());

        s2.server().become(s2.script());
        Await.until("two of three agree, and the node has been asked", LIMIT,
                () -> watcher.state().get("sentinels").get("agreeing").asInt() == 2
                        && watcher.metric("watcher_role_disagreements_total") > 1);
        assertEquals("unknown", watcher.state().get("phase").asText());

        a.becomeMaster();

        watcher.awaitMaster(a.address(), LIMIT);
        assertEquals(2, watcher.state().get("sentinels").get("reachable").asInt());
        s3.server().become(s3.script());
        Await.until("all three are found", LIMIT, () -> watcher.state().get("sentinels").get("agreeing").asInt() == 3);
    }

    private void allNameA(long epoch) {
        Stream.of(s1, s2, s3).forEach(sentinel -> sentinel.names(a.address(), epoch).lists(b.address(), c.address()));
        s1.knows(s2, s3);
        s2.knows(s1, s3);
        s3.knows(s1, s2);
    }

    private void start(FakeSentinel... configured) {
        watcher = Watcher.start(Map.of("WATCHER_SENTINELS",
                Stream.of(configured).map(FakeSentinel::address).collect(Collectors.joining(",")), "WATCHER_POLL_INTERVAL",
                "20ms",
                "WATCHER_ROLE_INTERVAL", "100ms", "WATCHER_ROLLBACK_AFTER", "1s"));
        watcher.process().awaitLive(LIMIT);
    }
}
