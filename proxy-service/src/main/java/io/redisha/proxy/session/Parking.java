package io.redisha.proxy.session;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** How much waits for a master, over all sessions of a listener. Thread-safe: the one thing that event loops share. */
public final class Parking {

    private final long limit;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger sessions = new AtomicInteger();

    /** @param limit in bytes */
    public Parking(long limit) {
        this.limit = limit;
    }

    void change(long byteDelta, int sessionDelta) {
        bytes.addAndGet(byteDelta);
        sessions.addAndGet(sessionDelta);
    }

    /** No more may be parked. */
    public boolean full() {
        return bytes.get() >= limit;
    }

    /** Bytes that wait now. */
    public long bytes() {
        return bytes.get();
    }

    /** Clients that have a request waiting now. */
    public int sessions() {
        return sessions.get();
    }
}
