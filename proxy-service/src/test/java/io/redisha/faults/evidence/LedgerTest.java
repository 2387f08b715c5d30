package io.redisha.faults.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.redisha.local.Reply;

class LedgerTest {

    private final Scene scene = new Scene();

    @Test
    void shouldKnowWhatWasAcknowledgedLast() {
        scene.write(1, Scene.EARLY, Fate.ACKED).write(2, Scene.BETWEEN, Fate.UNKNOWN);

        assertEquals(1, scene.ledger.lastAcked());
        assertEquals(1, scene.ledger.acked());
    }

    @Test
    void shouldMeasureThePauseFromTheLastAcknowledgementBeforeTheFault() {
        scene.write(1, 0, Fate.ACKED).write(2, 90, Fate.ACKED).write(3, 140, Fate.UNKNOWN).write(4, 170, Fate.ACKED);

        assertEquals(80, scene.ledger.longestPause(Scene.FAULT, 180));
    }

    @Test
    void shouldCountAWriterThatNeverCameBackAsPausing() {
        scene.write(1, 90, Fate.ACKED);

        assertEquals(410, scene.ledger.longestPause(Scene.FAULT, 500));
    }

    @Test
    void shouldTellWhatRanFromWhatDidNotAndWhatMayHave() {
        assertEquals(Fate.ACKED, Fate.of(Optional.of(new Reply.Status("OK"))));
        assertEquals(Fate.REFUSED, Fate.of(Optional.of(new Reply.Failure("NOMASTER no master in time"))));
        assertEquals(Fate.REFUSED, Fate.of(Optional.of(new Reply.Failure("EXECABORT aborted"))));
        assertEquals(Fate.UNKNOWN, Fate.of(Optional.of(new Reply.Failure("UNKNOWNOUTCOME it may have run"))));
        assertEquals(Fate.UNKNOWN, Fate.of(Optional.of(new Reply.Failure("READONLY a replica"))));
        assertEquals(Fate.UNKNOWN, Fate.of(Optional.empty()));
    }
}
