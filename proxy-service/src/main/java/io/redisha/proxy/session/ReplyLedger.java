package io.redisha.proxy.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What the client is owed, in the order of its requests. */
final class ReplyLedger {

    private Deque<Expected> owed = new ArrayDeque<>();

    void add(Expected expected) {
        owed.add(expected);
    }

    Expected first() {
        return owed.peek();
    }

    void firstDone() {
        owed.poll();
    }

    /** Takes an entry out; false if it is not there any more, because it was answered. */
    boolean remove(Expected.Part part) {
        return owed.removeLastOccurrence(part);
    }

    int size() {
        return owed.size();
    }

    boolean isEmpty() {
        return owed.isEmpty();
    }

    /** Takes the first entry if it is a reply of the proxy's own; else null. */
    byte[] takeLocal() {
        if (owed.peek() instanceof Expected.Local local) {
            owed.poll();
            return local.reply().get();
        }
        return null;
    }

    boolean awaitsBlocking() {
        return owed.contains(Passing.BLOCKING);
    }

    /**
     * Turns what was in flight into what remains of it: replies of the proxy's own, and requests to send again.
     *
     * @return how many requests there are of which nobody can know whether they ran
     */
    int linkLost() {
        int unknown = 0;
        Deque<Expected> remaining = new ArrayDeque<>(owed.size());
        for (Expected expected : owed) {
            unknown += expected.mayHaveRun() ? 1 : 0;
            Expected instead = expected.linkLost();
            if (instead != null) {
                remaining.add(instead);
            }
        }
        owed = remaining;
        return unknown;
    }

    /** The requests to send again, in order; after {@link #linkLost()} all that is owed by a server is one of them. */
    List<byte[]> requests() {
        List<byte[]> requests = new ArrayList<>();
        for (Expected expected : owed) {
            byte[] request = expected.request();
            if (request != null) {
                requests.add(request);
            }
        }
        return requests;
    }

    /** Puts requests of the proxy's own before everything else. */
    void addFirst(List<Expected> hidden) {
        for (int i = hidden.size() - 1; i >= 0; i--) {
            owed.addFirst(hidden.get(i));
        }
    }

    /** Gives every entry that a server still owes this error instead. */
    void refuse(byte[] error) {
        Deque<Expected> refused = new ArrayDeque<>(owed.size());
        for (Expected expected : owed) {
            if (expected instanceof Expected.Local) {
                refused.add(expected);
            } else if (expected.shown()) {
                refused.add(new Expected.Local(error));
            }
        }
        owed = refused;
    }
}
