package io.redisha.faults.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.redisha.faults.evidence.Findings.Kind;

class MessageCheckTest {

    private final Scene scene = new Scene();

    @BeforeEach
    void publish() {
        scene.write(1, Scene.EARLY, Fate.ACKED).write(2, Scene.BETWEEN, Fate.UNKNOWN).write(3, Scene.LATE, Fate.ACKED);
    }

    private Map<Kind, Integer> judge(Long... received) {
        new MessageCheck("message").judge(scene.ledger, List.of(received), scene.evidence().moments(), scene.findings);
        return scene.found();
    }

    @Test
    void shouldFindNothingIfAllThatWasAcknowledgedArrives() {
        assertEquals(Map.of(), judge(1L, 3L));
    }

    @Test
    void shouldTellAMissedMessageByWhenItWasPublished() {
        assertEquals(Map.of(Kind.MISSED_BEFORE, 1, Kind.MISSED_AFTER, 1), judge());
    }

    @Test
    void shouldFindAMessageThatComesTwice() {
        assertEquals(Map.of(Kind.TWICE, 1), judge(1L, 1L, 3L));
    }

    @Test
    void shouldFindAReordering() {
        assertEquals(Map.of(Kind.DISORDER, 1), judge(3L, 1L));
    }
}
