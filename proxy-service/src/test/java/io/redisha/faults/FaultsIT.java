package io.redisha.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One round of the most common faults: what must never happen, on a machine of any speed. Times are for the suite. */
class FaultsIT {

    private static final int TRIES = 3;

    @ParameterizedTest
    @EnumSource(names = { "KILL", "HANG", "PLANNED" })
    void shouldHoldWhatMustNeverBreak(Fault fault) {
        FaultRounds rounds = FaultRounds.of(fault);
        Discovery discovery = Discovery.chosen();
        while (rounds.results().isEmpty() && rounds.broken().isEmpty() && rounds.setAside().size() < TRIES) {
            rounds.run(discovery);
        }
        assertEquals(1, rounds.results().size(), rounds::toString);
        assertEquals(List.of(), Bounds.misses(rounds, new Bounds(discovery).safety()), rounds::toString);
    }
}
