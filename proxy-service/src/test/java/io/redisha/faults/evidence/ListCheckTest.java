package io.redisha.faults.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.redisha.faults.evidence.Findings.Kind;

class ListCheckTest {

    private final Scene scene = new Scene();

    private Map<Kind, Integer> judge(String... elements) {
        Scene.list(scene.master, "list", elements);
        new ListCheck("list", "a").judge(scene.ledger, scene.evidence(), scene.findings);
        return scene.found();
    }

    @Test
    void shouldFindNothingInAListInOrder() {
        scene.write(1, Scene.EARLY, Fate.ACKED).write(2, Scene.BETWEEN, Fate.UNKNOWN).write(3, Scene.BETWEEN, Fate.UNKNOWN)
                .write(4, Scene.LATE, Fate.ACKED);

        assertEquals(Map.of(), judge("a1", "b9", "a3", "b2", "a4"));
    }

    @Test
    void shouldFindAnElementThatIsThereTwice() {
        scene.write(1, Scene.EARLY, Fate.ACKED).write(2, Scene.BETWEEN, Fate.UNKNOWN);

        assertEquals(Map.of(Kind.TWICE, 1), judge("a1", "a2", "a2"));
    }

    @Test
    void shouldFindAnElementThatWasRefused() {
        scene.write(1, Scene.EARLY, Fate.REFUSED);

        assertEquals(Map.of(Kind.TWICE, 1), judge("a1"));
    }

    @Test
    void shouldFindAReordering() {
        scene.write(1, Scene.EARLY, Fate.ACKED).write(2, Scene.EARLY, Fate.ACKED);

        assertEquals(Map.of(Kind.DISORDER, 1), judge("a2", "a1"));
    }

    @Test
    void shouldFindAnElementThatNobodySent() {
        assertEquals(Map.of(Kind.DISORDER, 1), judge("a1"));
    }

    @Test
    void shouldTellALostElementByWhenItWasAcknowledged() {
        scene.write(1, Scene.EARLY, Fate.ACKED).write(2, Scene.LATE, Fate.ACKED).write(3, Scene.LATE, Fate.ACKED);

        assertEquals(Map.of(Kind.LOST_BEFORE, 1, Kind.STALE_ACK, 2), judge("b1"));
    }
}
