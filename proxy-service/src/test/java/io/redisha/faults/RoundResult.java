package io.redisha.faults;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.redisha.faults.evidence.Findings.Kind;

/**
 * What one round measured. Times in ms; null where there is none.
 *
 * @param switched the first {@code +switch-master} after the fault
 * @param firstAck the first acknowledged write of the new master after the fault
 * @param firstAckAfterSwitch the same after the first {@code +switch-master}, negative if before it
 * @param longestPause of any SET, INCR or RPUSH writer
 * @param closed connections closed under the clients, idle ones included
 * @param refused attempts to connect that were refused
 * @param gaveUp requests without a reply within 25 s
 * @param acked acknowledged writes of the SET, INCR and RPUSH writers
 * @param errors error replies by their first word
 * @param events the first of each event of the Sentinels after the fault
 */
record RoundResult(Long switched, Long firstAck, Long firstAckAfterSwitch, long longestPause, int closed, int refused,
        int gaveUp, long acked, Map<String, Integer> errors, Map<Kind, Integer> findings, Map<Kind, List<String>> examples,
        Map<String, Long> events) {

    /** The proxy's own, as its README documents them. */
    private static final Set<String> DOCUMENTED = Set.of("NOMASTER", "UNKNOWNOUTCOME", "EXECABORT");

    int found(Kind kind) {
        return findings.getOrDefault(kind, 0);
    }

    int errors(String word) {
        return errors.getOrDefault(word, 0);
    }

    int undocumentedErrors() {
        return errors.entrySet().stream().filter(error -> !DOCUMENTED.contains(error.getKey()))
                .mapToInt(Map.Entry::getValue).sum();
    }
}
