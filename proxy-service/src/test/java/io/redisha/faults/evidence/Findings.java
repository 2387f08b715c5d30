package io.redisha.faults.evidence;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What was found wrong, or worth counting, in one round. */
public final class Findings {

    /** What can be found. */
    public enum Kind {
        /** Acknowledged before {@code +switch-master}, and gone in the end. */
        LOST_BEFORE,
        /** Acknowledged after {@code +switch-master}, and gone in the end: a stale master took it. */
        STALE_ACK,
        /** Ran twice, or ran although the client was told that it did not. */
        TWICE,
        /** A reply or message out of order, of another request, or of another client. */
        DISORDER,
        /** An acknowledged write was there, and a read that was sent later did not see it. */
        STALE_READ,
        /** Only a part of a transaction ran, or another came in between. */
        TORN,
        /** A key is in a database that nobody wrote it to. */
        WRONG_DATABASE,
        /** A message published after {@code +switch-master} that a subscriber did not get. */
        MISSED_AFTER,
        /** A message published before that, and acknowledged, that a subscriber did not get. */
        MISSED_BEFORE,
        /** Pushed to a queue, popped by nobody, and not there in the end. */
        QUEUE_LOST,
        /** Popped twice, because the old master died with the first pop: Redis lost an acknowledged write. */
        REDELIVERED
    }

    private static final int EXAMPLES = 5;

    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    private final Map<Kind, List<String>> examples = new EnumMap<>(Kind.class);

    public void add(Kind kind, String example) {
        counts.merge(kind, 1, Integer::sum);
        List<String> known = examples.computeIfAbsent(kind, none -> new ArrayList<>());
        if (known.size() < EXAMPLES) {
            known.add(example);
        }
    }

    /** An acknowledged write that is gone. */
    void addLost(String what, Write write, Evidence evidence, boolean onOldMaster) {
        Kind kind = evidence.moments().isAfterSwitch(write.endedAt()) ? Kind.STALE_ACK : Kind.LOST_BEFORE;
        add(kind, what + (onOldMaster ? ", which the old master still has" : ""));
    }

    public int count(Kind kind) {
        return counts.getOrDefault(kind, 0);
    }

    public Map<Kind, Integer> counts() {
        return Map.copyOf(counts);
    }

    /** The first five of each kind. */
    public Map<Kind, List<String>> examples() {
        return examples;
    }
}
