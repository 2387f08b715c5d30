package io.redisha.faults.evidence;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.redisha.faults.evidence.Findings.Kind;

/** What one subscriber got of the numbered messages of one publisher. */
public record MessageCheck(String subscriber) {

    public void judge(Ledger published, List<Long> received, Moments moments, Findings findings) {
        Set<Long> got = new HashSet<>();
        long highest = 0;
        for (long number : received) {
            if (!got.add(number)) {
                findings.add(Kind.TWICE, subscriber + " got " + number + " twice");
            } else if (number < highest) {
                findings.add(Kind.DISORDER, subscriber + " got " + number + " after " + highest);
            }
            highest = Math.max(highest, number);
        }
        for (Write message : published.writes()) {
            if (message.is(Fate.ACKED) && !got.contains(message.number())) {
                boolean after = moments.isAfterSwitch(message.sentAt());
                findings.add(after ? Kind.MISSED_AFTER : Kind.MISSED_BEFORE, subscriber + " missed " + message.number());
            }
        }
    }
}
