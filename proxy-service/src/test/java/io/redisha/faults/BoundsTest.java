package io.redisha.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import io.redisha.faults.evidence.Findings.Kind;

class BoundsTest {

    private static RoundResult round(long ackAfterSwitch, long pause, int closed, Map<String, Integer> errors,
            Map<Kind, Integer> findings) {
        return new RoundResult(2000L, 2000 + ackAfterSwitch, ackAfterSwitch, pause, closed, 0, 0, 1000, errors, findings,
                Map.of(), Map.of());
    }

    private static RoundResult good(long ackAfterSwitch) {
        return round(ackAfterSwitch, 1000, 0, Map.of(), Map.of());
    }

    private static List<String> misses(Fault fault, Discovery discovery, RoundResult... rounds) {
        return new Bounds(discovery).misses(List.of(new FaultRounds(fault, List.of(rounds), List.of(), List.of())));
    }

    @Test
    void shouldHoldForARoundWithoutAnythingWrong() {
        assertEquals(List.of(), misses(Fault.KILL, Discovery.PROMOTED, good(-10)));
    }

    @Test
    void shouldBeMissedByOneFindingInManyRounds() {
        for (Kind kind : List.of(Kind.STALE_ACK, Kind.TWICE, Kind.DISORDER, Kind.STALE_READ, Kind.TORN, Kind.WRONG_DATABASE,
                Kind.MISSED_AFTER)) {
            RoundResult bad = round(-10, 1000, 0, Map.of(), Map.of(kind, 1));
            assertEquals(1, misses(Fault.KILL, Discovery.PROMOTED, good(-10), good(-10), bad).size(), kind.name());
        }
    }

    @Test
    void shouldBeMissedByAClosedConnectionUnlessTheProxyItselfEnds() {
        RoundResult bad = round(-10, 1000, 1, Map.of(), Map.of());
        assertEquals(List.of("kill: closed 1, bound 0"), misses(Fault.KILL, Discovery.PROMOTED, bad));
        assertEquals(List.of(), misses(Fault.PROXY_RESTART, Discovery.PROMOTED, bad));
    }

    @Test
    void shouldAllowALossOfWhatWasAcknowledgedBeforeOnlyWhereTheMasterDies() {
        RoundResult bad = round(-10, 1000, 0, Map.of(), Map.of(Kind.LOST_BEFORE, 7));
        assertEquals(List.of(), misses(Fault.KILL, Discovery.PROMOTED, bad));
        assertEquals(List.of("planned: lost before 7, bound 0"), misses(Fault.PLANNED, Discovery.PROMOTED, bad));
        assertEquals(List.of("proxy-restart: lost before 7, bound 0"), misses(Fault.PROXY_RESTART, Discovery.PROMOTED, bad));
    }

    @Test
    void shouldAllowTheDocumentedErrorsOnly() {
        RoundResult documented = round(-10, 1000, 0, Map.of("NOMASTER", 1, "UNKNOWNOUTCOME", 2, "EXECABORT", 3), Map.of());
        RoundResult other = round(-10, 1000, 0, Map.of("READONLY", 2), Map.of());
        assertEquals(List.of(), misses(Fault.KILL, Discovery.PROMOTED, documented));
        assertEquals(List.of("kill: other errors 2, bound 0"), misses(Fault.KILL, Discovery.PROMOTED, other));
    }

    @Test
    void shouldBoundTheFirstWriteByTheMode() {
        assertEquals(List.of(), misses(Fault.KILL, Discovery.SWITCH, good(50)));
        assertEquals(1, misses(Fault.KILL, Discovery.SWITCH, good(51)).size());
        assertEquals(List.of("median over all faults: first ack 20 ms after +switch-master, bound 0"),
                misses(Fault.KILL, Discovery.PROMOTED, good(20)));
        assertEquals(List.of(), misses(Fault.KILL, Discovery.EAGER, good(-500)));
        assertEquals(1, misses(Fault.KILL, Discovery.EAGER, good(-499)).size());
    }

    @Test
    void shouldBoundThePauseOfAPlannedSwitchover() {
        RoundResult slow = round(-600, 1501, 0, Map.of(), Map.of());
        assertEquals(1, misses(Fault.PLANNED, Discovery.PROMOTED, slow).size());
        assertEquals(1, misses(Fault.PLANNED, Discovery.EAGER, slow).size());
        assertEquals(List.of(), misses(Fault.KILL, Discovery.PROMOTED, slow));
    }

    @Test
    void shouldJudgeTimesByTheMedian() {
        assertEquals(List.of(), misses(Fault.KILL, Discovery.PROMOTED, good(-10), good(-20), good(900)));
    }

    @Test
    void shouldNotHoldWithoutARoundThatCounts() {
        FaultRounds none = new FaultRounds(Fault.HANG, List.of(), List.of("2 switches"), List.of());
        assertEquals(List.of("hang: no round counts, set aside [2 switches]"),
                new Bounds(Discovery.EAGER).misses(List.of(none)));
    }

    @Test
    void shouldNotHoldWithABrokenRound() {
        FaultRounds one = new FaultRounds(Fault.HANG, List.of(good(-10)), List.of(), List.of("no proxy"));
        assertEquals(List.of("hang: broken round, no proxy"), new Bounds(Discovery.PROMOTED).misses(List.of(one)));
    }

    @Test
    void shouldTakeTheMiddleOfAllValues() {
        assertEquals(OptionalLong.empty(), FaultRounds.median(LongStream.of()));
        assertEquals(OptionalLong.of(3), FaultRounds.median(LongStream.of(9, 1, 3)));
        assertEquals(OptionalLong.of(-6), FaultRounds.median(LongStream.of(-2, -10)));
    }

    @Test
    void shouldMarkAndNameWhatIsMissedInTheTable() {
        RoundResult bad = round(-10, 1000, 3, Map.of(), Map.of());
        String table = new Report(Discovery.PROMOTED, "7.0.15",
                List.of(new FaultRounds(Fault.KILL, List.of(good(-10), bad), List.of("2 switches"), List.of()))).text();

        assertTrue(table.lines().anyMatch(line -> line.matches("kill +2\\+1 +3! .*")), table);
        assertTrue(table.contains("MISSED  kill: closed 3, bound 0"), table);
    }
}
