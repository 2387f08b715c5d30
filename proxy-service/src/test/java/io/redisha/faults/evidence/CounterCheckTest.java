package io.redisha.faults.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.redisha.faults.evidence.Findings.Kind;

class CounterCheckTest {

    private final Scene scene = new Scene();
    private final List<Count> counts = new ArrayList<>();

    private CounterCheckTest acked(long at, long value) {
        return add(at, Fate.ACKED, value);
    }

    private CounterCheckTest add(long at, Fate fate, long value) {
        counts.add(new Count(new Write(counts.size() + 1, at - 1, at, fate), value));
        return this;
    }

    private Map<Kind, Integer> judge(long finalValue) {
        new CounterCheck("counter").judge(counts, finalValue, scene.evidence(), scene.findings);
        return scene.found();
    }

    @Test
    void shouldFindNothingWhereEachAttemptCountsOnce() {
        acked(Scene.EARLY, 1).acked(Scene.EARLY, 2).acked(Scene.LATE, 3);

        assertEquals(Map.of(), judge(3));
    }

    @Test
    void shouldLetAnUnknownOutcomeCountOnceOrNotAtAll() {
        acked(Scene.EARLY, 1).add(Scene.BETWEEN, Fate.UNKNOWN, 0).acked(Scene.LATE, 2).add(Scene.LATE, Fate.UNKNOWN, 0);
        assertEquals(Map.of(), judge(2));
        assertEquals(Map.of(), judge(3));

        acked(Scene.LATE, 4);
        assertEquals(Map.of(), judge(4));
    }

    @Test
    void shouldFindAnAttemptThatCountedTwice() {
        acked(Scene.EARLY, 1).acked(Scene.LATE, 3);

        assertEquals(Map.of(Kind.TWICE, 1), judge(3));
    }

    @Test
    void shouldFindAnUnknownOutcomeThatCountedTwice() {
        acked(Scene.EARLY, 1).add(Scene.BETWEEN, Fate.UNKNOWN, 0);

        assertEquals(Map.of(Kind.TWICE, 1), judge(3));
    }

    @Test
    void shouldFindARefusedAttemptThatCounted() {
        acked(Scene.EARLY, 1).add(Scene.LATE, Fate.REFUSED, 0).acked(Scene.LATE, 3);

        assertEquals(Map.of(Kind.TWICE, 1), judge(3));
    }

    @Test
    void shouldFindWhatTheNewMasterNeverHad() {
        acked(Scene.EARLY, 1).acked(Scene.BETWEEN, 2).acked(Scene.BETWEEN, 3).acked(Scene.LATE, 2);

        assertEquals(Map.of(Kind.LOST_BEFORE, 2), judge(2));
    }

    @Test
    void shouldFindWhatAStaleMasterTook() {
        acked(Scene.EARLY, 1).acked(Scene.LATE, 2).acked(Scene.LATE, 3);

        assertEquals(Map.of(Kind.STALE_ACK, 2), judge(1));
    }
}
