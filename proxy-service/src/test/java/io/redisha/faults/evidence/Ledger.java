package io.redisha.faults.evidence;

import java.util.ArrayList;
import java.util.List;

/** What one client has written, in its order. Written by that client's thread, read by others once that has ended. */
public final class Ledger {

    private final List<Write> writes = new ArrayList<>();
    private volatile long acked;
    private volatile long lastAcked;

    public void add(Write write) {
        writes.add(write);
        if (write.is(Fate.ACKED)) {
            lastAcked = write.number();
            acked++;
        }
    }

    public List<Write> writes() {
        return writes;
    }

    /** How many were acknowledged so far; for any thread. */
    public long acked() {
        return acked;
    }

    /** The number of the write acknowledged last, 0 before the first one; for any thread. */
    public long lastAcked() {
        return lastAcked;
    }

    /**
     * The longest time in ns from one acknowledgement to the next, of those that came after a moment, up to the end.
     *
     * @param end until when the client tried to write: that it never came back counts, too
     */
    public long longestPause(long after, long end) {
        long longest = 0;
        long last = after;
        for (Write write : writes) {
            if (write.is(Fate.ACKED)) {
                if (write.endedAt() > after) {
                    longest = Math.max(longest, write.endedAt() - last);
                }
                last = write.endedAt();
            }
        }
        return Math.max(longest, end - last);
    }
}
