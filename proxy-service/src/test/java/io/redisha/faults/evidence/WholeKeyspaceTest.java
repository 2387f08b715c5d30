package io.redisha.faults.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.redisha.faults.evidence.Findings.Kind;
import io.redisha.faults.evidence.ReadCheck.Read;

/** The checks of what belongs to no single client. */
class WholeKeyspaceTest {

    private final Scene scene = new Scene();

    @Test
    void shouldFindKeysInTheWrongDatabase() {
        Scene.string(scene.master, 5, "five:1", "1");
        Scene.string(scene.master, 0, "set:1", "1");
        new DatabaseCheck(5, "five:").judge(scene.master, scene.findings);
        assertEquals(Map.of(), scene.found());

        Scene.string(scene.master, 0, "five:2", "2");
        Scene.string(scene.master, 5, "set:2", "2");
        new DatabaseCheck(5, "five:").judge(scene.master, scene.findings);
        assertEquals(List.of("0/five:2", "5/set:2"), scene.findings.examples().get(Kind.WRONG_DATABASE));
    }

    @Test
    void shouldFindATransactionOfWhichOnlyAPartRan() {
        Scene.string(scene.master, 0, "counter", "2");
        Scene.list(scene.master, "log", "a1", "b1");
        new TransactionCheck("counter", "log").judge(scene.master, scene.findings);
        assertEquals(Map.of(), scene.found());

        Scene.list(scene.master, "log", "a1");
        new TransactionCheck("counter", "log").judge(scene.master, scene.findings);
        assertEquals(Map.of(Kind.TORN, 1), scene.found());
    }

    @Test
    void shouldFindAReadThatDidNotSeeWhatWasAcknowledged() {
        Scene.string(scene.master, 0, "k:1", "1");
        List<Read> reads = List.of(new Read("k:1", 1, "1"), new Read("k:1", 1, null), new Read("k:lost", 2, null));
        new ReadCheck("reader").judge(reads, scene.master, scene.findings);

        assertEquals(Map.of(Kind.STALE_READ, 1), scene.found());
    }

    @Test
    void shouldFindAReplyOfAnotherKey() {
        new ReadCheck("reader").judge(List.of(new Read("k:1", 1, "2")), scene.master, scene.findings);

        assertEquals(Map.of(Kind.DISORDER, 1), scene.found());
    }
}
