package io.redisha.watcher.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.redisha.watcher.redis.Address;
import io.redisha.watcher.sentinel.ReplicaState;

class MasterStateTest {

    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
    private static final Instant LATER = START.plusSeconds(60);
    private static final Address A = new Address("a", 1);

    private final MasterState unknown = MasterState.unknown("mymaster", START);

    @Test
    void shouldBeginWithoutAnAddress() {
        assertEquals(Phase.UNKNOWN, unknown.phase());
        assertNull(unknown.host());
        assertNull(unknown.port());
        assertNull(unknown.epoch());
        assertEquals(0, unknown.generation());
        assertTrue(unknown.confirmed());
    }

    @Test
    void shouldCountEachChangeAFollowerMustActOn() {
        MasterState first = unknown.follow(A, 5, false, true, LATER);
        MasterState raised = first.raise(6);
        MasterState back = raised.follow(new Address("a", 2), 4, true, true, LATER.plusSeconds(2));

        assertEquals(List.of(1L, 2L, 3L), List.of(first.generation(), raised.generation(), back.generation()));
        assertEquals(List.of(LATER, LATER, LATER.plusSeconds(2)), List.of(first.since(), raised.since(), back.since()),
                "since tells of phase and address");
        assertEquals(List.of(false, false, true), List.of(first.rollback(), raised.rollback(), back.rollback()));
        assertFalse(back.follow(A, 7, false, true, LATER).rollback());
    }

    @Test
    void shouldKeepAddressAndEpochWhileSwitching() {
        MasterState first = unknown.follow(A, 5, false, true, START);

        MasterState switching = first.close(LATER);

        assertEquals(Phase.SWITCHING, switching.phase());
        assertEquals(List.of("a", 1, 5L), List.of(switching.host(), switching.port(), switching.epoch()));
        assertEquals(2, switching.generation());
        assertEquals(LATER, switching.since());
        MasterState raised = switching.raise(6);
        assertEquals(Phase.SWITCHING, raised.phase(), "another epoch of the same master opens nothing");
        assertEquals(LATER, raised.since());
        MasterState reopened = raised.reopen(LATER.plusSeconds(1));
        assertEquals(Phase.STABLE, reopened.phase());
        assertEquals(6, reopened.epoch());
        assertEquals(4, reopened.generation());
        assertEquals(LATER.plusSeconds(1), reopened.since());
    }

    @Test
    void shouldSayWhetherTheEpochStandsBehindIt() {
        MasterState early = unknown.follow(A, 5, true, true, START).close(START).follow(new Address("a", 2), 6, false, false,
                LATER);

        assertFalse(early.confirmed());
        MasterState confirmed = early.follow(new Address("a", 2), 6, false, true, LATER.plusSeconds(1));
        assertTrue(confirmed.confirmed());
        assertEquals(LATER, confirmed.since(), "neither phase nor address has changed");
        assertEquals(early.generation() + 1, confirmed.generation());
        MasterState retracted = early.close(LATER);
        assertFalse(retracted.confirmed());
        assertFalse(unknown.follow(A, 5, true, true, START).close(START).rollback(), "it is the last change that went back");
    }

    @Test
    void shouldNotCountNumbers() {
        MasterState first = unknown.follow(A, 5, false, true, LATER);

        MasterState counted = first.with(new MasterState.SentinelCounts(3, 3, 2, 2),
                List.of(new MasterState.Replica("b", 1, ReplicaState.ONLINE)));

        assertEquals(1, counted.generation());
        assertEquals(3, counted.sentinels().known());
        assertEquals(1, counted.replicas().size());
        assertEquals(first.since(), counted.since());
    }
}
