package io.redisha.faults.workload;

import java.util.Map;
import java.util.TreeMap;

/** What happened to the connections of the clients, and the error replies they got. For any thread. */
public final class Tally {

    private int closed;
    private int refused;
    private int gaveUp;
    private final Map<String, Integer> errors = new TreeMap<>();

    synchronized void countClosed() {
        closed++;
    }

    synchronized void countRefused() {
        refused++;
    }

    synchronized void countGaveUp() {
        gaveUp++;
    }

    synchronized void countError(String text) {
        errors.merge(text.split(" ", 2)[0], 1, Integer::sum);
    }

    /** Connections that were closed, other than by their client. */
    public synchronized int closed() {
        return closed;
    }

    /** Attempts to connect that nobody accepted. */
    public synchronized int refused() {
        return refused;
    }

    /** Requests that had no reply within the client's own patience. */
    public synchronized int gaveUp() {
        return gaveUp;
    }

    /** Error replies by their first word. */
    public synchronized Map<String, Integer> errors() {
        return new TreeMap<>(errors);
    }
}
