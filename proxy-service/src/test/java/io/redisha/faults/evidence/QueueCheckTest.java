package io.redisha.faults.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.redisha.faults.evidence.Findings.Kind;
import io.redisha.faults.evidence.QueueCheck.Popped;

class QueueCheckTest {

    private final Scene scene = new Scene();

    private Map<Kind, Integer> judge(Popped... popped) {
        new QueueCheck("queue").judge(scene.ledger, List.of(popped), scene.evidence(), scene.findings);
        return scene.found();
    }

    @Test
    void shouldFindNothingIfAllIsPoppedOrLeft() {
        scene.write(1, Scene.EARLY, Fate.ACKED).write(2, Scene.LATE, Fate.ACKED);
        Scene.list(scene.master, "queue", "2");

        assertEquals(Map.of(), judge(new Popped(1, Scene.EARLY)));
    }

    @Test
    void shouldFindAnElementThatIsGone() {
        scene.write(1, Scene.EARLY, Fate.ACKED).write(2, Scene.EARLY, Fate.UNKNOWN);

        assertEquals(Map.of(Kind.QUEUE_LOST, 1), judge());
    }

    @Test
    void shouldFindAnElementThatIsPoppedTwiceFromOneMaster() {
        scene.write(1, Scene.EARLY, Fate.ACKED);

        assertEquals(Map.of(Kind.TWICE, 1), judge(new Popped(1, Scene.LATE), new Popped(1, Scene.LATE)));
    }

    @Test
    void shouldExcuseThatTheNewMasterNeverHeardOfThePop() {
        scene.write(1, Scene.EARLY, Fate.ACKED);

        assertEquals(Map.of(Kind.REDELIVERED, 1), judge(new Popped(1, Scene.EARLY), new Popped(1, Scene.LATE)));
    }

    @Test
    void shouldNotExcuseItWhereNothingMayBeLost() {
        scene.lossless().write(1, Scene.EARLY, Fate.ACKED);

        assertEquals(Map.of(Kind.TWICE, 1), judge(new Popped(1, Scene.EARLY), new Popped(1, Scene.LATE)));
    }

    @Test
    void shouldFindAReordering() {
        scene.write(1, Scene.EARLY, Fate.ACKED).write(2, Scene.EARLY, Fate.ACKED);

        assertEquals(Map.of(Kind.DISORDER, 1), judge(new Popped(2, Scene.EARLY), new Popped(1, Scene.EARLY)));
    }

    @Test
    void shouldFindARefusedPushThatIsPopped() {
        scene.write(1, Scene.LATE, Fate.REFUSED);

        assertEquals(Map.of(Kind.TWICE, 1), judge(new Popped(1, Scene.LATE)));
    }
}
