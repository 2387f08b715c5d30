package io.redisha.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One round of the most common faults: what must never happen, on a machine of any speed. Times are for the suite. */
class FaultsIT {

    private static final int TRIES = 3;

    @ParameterizedTest
    @EnumSource(names = { "KILL", "PLANNED" })
    void shouldHoldWhatMustNeverBreak(Fault fault) {
        FaultRounds rounds = new FaultRounds(fault, new ArrayList<>(), new ArrayList<>());
        Discovery discovery = Discovery.chosen();
        while (rounds.results().isEmpty() && rounds.setAside().size() < TRIES) {
            try {
                rounds.results().add(new Round(fault, discovery).run());
            } catch (Round.SetAside e) {
                rounds.setAside().add(e.getMessage());
            }
        }
        assertEquals(1, rounds.results().size(), () -> "no round counts: " + rounds.setAside());
        assertEquals(List.of(), Bounds.misses(rounds, new Bounds(discovery).safety()), () -> rounds.results().toString());
    }
}
