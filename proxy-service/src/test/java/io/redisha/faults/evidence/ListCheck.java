package io.redisha.faults.evidence;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.redisha.faults.evidence.Findings.Kind;

/**
 * Writes of one client that append their number to a list, alone or among other clients: {@code RPUSH <key> <mark><number>}.
 *
 * @param mark what the elements of this client begin with; may be empty if it is alone
 */
public record ListCheck(String key, String mark) {

    public void judge(Ledger ledger, Evidence evidence, Findings findings) {
        Map<Long, Write> attempts = new HashMap<>();
        ledger.writes().forEach(write -> attempts.put(write.number(), write));
        Set<Long> present = new HashSet<>();
        long highest = 0;
        for (long number : numbers(evidence.master())) {
            if (!present.add(number)) {
                findings.add(Kind.TWICE, element(number) + " is there twice");
            } else if (number < highest) {
                findings.add(Kind.DISORDER, element(number) + " comes after " + highest);
            }
            highest = Math.max(highest, number);
            if (!attempts.containsKey(number)) {
                findings.add(Kind.DISORDER, element(number) + " was never sent");
            } else if (attempts.get(number).is(Fate.REFUSED)) {
                findings.add(Kind.TWICE, element(number) + " was pushed, and refused");
            }
        }
        Set<Long> old = evidence.oldMaster().map(master -> Set.copyOf(new HashSet<>(numbers(master)))).orElse(Set.of());
        for (Write write : ledger.writes()) {
            if (write.is(Fate.ACKED) && !present.contains(write.number())) {
                findings.addLost(element(write.number()), write, evidence, old.contains(write.number()));
            }
        }
    }

    private List<Long> numbers(Keyspace keyspace) {
        return keyspace.list(key).stream().filter(element -> element.startsWith(mark))
                .map(element -> Long.parseLong(element.substring(mark.length()))).toList();
    }

    private String element(long number) {
        return key + " " + mark + number;
    }
}
