package io.redisha.faults.evidence;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import io.redisha.faults.evidence.Findings.Kind;

/**
 * The counter of one client, by the replies in their order and the value in the end. Where a reply is no higher than an earlier
 * one, the new master never had the increments since then; where it is higher than the attempts since then allow, one
 * ran more than once.
 */
public record CounterCheck(String key) {

    public void judge(List<Count> counts, long finalValue, Evidence evidence, Findings findings) {
        Deque<Count> kept = new ArrayDeque<>();
        for (Count count : counts) {
            if (!count.write().is(Fate.ACKED)) {
                continue;
            }
            dropLost(kept, count.value(), evidence, findings);
            requireAttempts(counts, kept, count.write().number() - 1, count.value() - 1, findings);
            kept.push(count);
        }
        dropLost(kept, finalValue + 1, evidence, findings);
        long attempts = counts.isEmpty() ? 0 : counts.get(counts.size() - 1).write().number();
        requireAttempts(counts, kept, attempts, finalValue, findings);
    }

    private void dropLost(Deque<Count> kept, long value, Evidence evidence, Findings findings) {
        while (!kept.isEmpty() && kept.peek().value() >= value) {
            Count lost = kept.pop();
            findings.addLost(key + " " + lost.value(), lost.write(), evidence, false);
        }
    }

    /** Between the last acknowledged attempt that counts and this one, only those of unknown outcome may have counted. */
    private void requireAttempts(List<Count> counts, Deque<Count> kept, long upTo, long value, Findings findings) {
        long from = kept.isEmpty() ? 0 : kept.peek().write().number();
        long before = kept.isEmpty() ? 0 : kept.peek().value();
        long unknown = counts.stream().map(Count::write)
                .filter(write -> write.number() > from && write.number() <= upTo && write.is(Fate.UNKNOWN)).count();
        for (long extra = value - before - unknown; extra > 0; extra--) {
            findings.add(Kind.TWICE, key + " is " + (value + 1 - extra) + ", which attempt " + upTo + " does not explain");
        }
    }
}
