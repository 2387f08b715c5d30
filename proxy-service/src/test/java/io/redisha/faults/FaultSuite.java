package io.redisha.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.redisha.local.RedisBinary;

/** All faults, many rounds each; only run by the Maven profile {@code faults}. */
class FaultSuite {

    @Test
    void shouldHoldTheFailoverContract() {
        int rounds = Integer.getInteger("faults.rounds", 10);
        Discovery discovery = Discovery.chosen();
        List<FaultRounds> faults = chosen().stream().map(FaultRounds::of).toList();
        Report report = new Report(discovery, RedisBinary.find().version().toString(), faults);
        // One round of each fault after the other: a machine that is busy for a while disturbs all of them alike.
        for (int round = 1; round <= rounds; round++) {
            for (FaultRounds of : faults) {
                System.out.println("round " + round + " of " + rounds + ", " + of.run(discovery));
            }
            report.write(Path.of("target", "faults", discovery.text() + ".json"));
        }
        System.out.println(report.text());
        assertEquals(List.of(), report.misses());
    }

    private static List<Fault> chosen() {
        String only = System.getProperty("faults.only", "");
        return only.isBlank() ? List.of(Fault.values()) : Arrays.stream(only.split(",")).map(Fault::of).toList();
    }
}
