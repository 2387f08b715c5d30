package io.redisha.faults.evidence;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.redisha.faults.evidence.Findings.Kind;

/** A queue of numbered elements, with one client that pushes and one that pops. */
public record QueueCheck(String key) {

    /** An element that reached the popping client, and when. */
    public record Popped(long number, long at) {
    }

    public void judge(Ledger pushed, List<Popped> popped, Evidence evidence, Findings findings) {
        Map<Long, Popped> seen = new HashMap<>();
        long highest = 0;
        for (Popped pop : popped) {
            Popped earlier = seen.putIfAbsent(pop.number(), pop);
            if (earlier != null) {
                boolean excused = isRedelivery(earlier, pop, evidence);
                findings.add(excused ? Kind.REDELIVERED : Kind.TWICE, key + " gave " + pop.number() + " twice");
            } else if (pop.number() < highest) {
                findings.add(Kind.DISORDER, key + " gave " + pop.number() + " after " + highest);
            }
            highest = Math.max(highest, pop.number());
        }
        Set<String> left = new HashSet<>(evidence.master().list(key));
        for (Write push : pushed.writes()) {
            boolean delivered = seen.containsKey(push.number());
            boolean queued = left.contains(Long.toString(push.number()));
            if (push.is(Fate.ACKED) && !delivered && !queued) {
                findings.add(Kind.QUEUE_LOST, key + " lost " + push.number());
            }
            if (push.is(Fate.REFUSED) && (delivered || queued)) {
                findings.add(Kind.TWICE, key + " has " + push.number() + ", which was refused");
            }
        }
    }

    /** Once by each of two masters, and not when the first must have told the second everything. */
    private static boolean isRedelivery(Popped first, Popped second, Evidence evidence) {
        Moments moments = evidence.moments();
        return !evidence.lossless() && !moments.isAfterSwitch(first.at()) && !moments.isBeforeFault(second.at());
    }
}
