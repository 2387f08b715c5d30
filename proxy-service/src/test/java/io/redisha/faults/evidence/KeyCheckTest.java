package io.redisha.faults.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.redisha.faults.evidence.Findings.Kind;

class KeyCheckTest {

    private final Scene scene = new Scene();

    private Map<Kind, Integer> judge() {
        new KeyCheck(0, "k:").judge(scene.ledger, scene.evidence(), scene.findings);
        return scene.found();
    }

    @Test
    void shouldFindNothingWhereEverythingIsThere() {
        scene.write(1, Scene.EARLY, Fate.ACKED).write(2, Scene.BETWEEN, Fate.UNKNOWN).write(3, Scene.BETWEEN, Fate.UNKNOWN)
                .write(4, Scene.LATE, Fate.REFUSED);
        Scene.string(scene.master, 0, "k:1", "1");
        Scene.string(scene.master, 0, "k:2", "2");

        assertEquals(Map.of(), judge());
    }

    @Test
    void shouldTellALostWriteByWhenItWasAcknowledged() {
        scene.write(1, Scene.BETWEEN, Fate.ACKED).write(2, Scene.LATE, Fate.ACKED);

        assertEquals(Map.of(Kind.LOST_BEFORE, 1, Kind.STALE_ACK, 1), judge());
    }

    @Test
    void shouldSayThatTheOldMasterTookIt() {
        scene.write(2, Scene.LATE, Fate.ACKED);
        Scene.string(scene.oldMaster, 0, "k:2", "2");

        judge();

        assertEquals(List.of("k:2, which the old master still has"), scene.findings.examples().get(Kind.STALE_ACK));
    }

    @Test
    void shouldFindAWriteThatRanAlthoughItWasRefused() {
        scene.write(1, Scene.LATE, Fate.REFUSED);
        Scene.string(scene.master, 0, "k:1", "1");

        assertEquals(Map.of(Kind.TWICE, 1), judge());
    }

    @Test
    void shouldFindTheValueOfAnotherWrite() {
        scene.write(1, Scene.EARLY, Fate.ACKED);
        Scene.string(scene.master, 0, "k:1", "2");

        assertEquals(Map.of(Kind.DISORDER, 1), judge());
    }

    @Test
    void shouldLookInItsOwnDatabaseOnly() {
        scene.write(1, Scene.EARLY, Fate.ACKED);
        Scene.string(scene.master, 5, "k:1", "1");

        assertEquals(Map.of(Kind.LOST_BEFORE, 1), judge());
        assertTrue(scene.findings.examples().get(Kind.LOST_BEFORE).contains("k:1"));
    }
}
