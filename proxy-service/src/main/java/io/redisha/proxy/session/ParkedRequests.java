package io.redisha.proxy.session;

import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;

/** The requests of one client that wait for a master: counts them against the limits, and watches how long they wait. */
final class ParkedRequests {

    private final EventLoop loop;
    private final SessionLimits limits;
    private final Parking parking;
    private final RequestStream requests;
    private final Runnable expired;

    private boolean waiting;
    private int counted;
    private ScheduledFuture<?> deadline;

    /** @param expired called when the oldest request has waited for as long as it may */
    ParkedRequests(EventLoop loop, SessionContext context, RequestStream requests, Runnable expired) {
        this.loop = loop;
        this.limits = context.limits();
        this.parking = context.parking();
        this.requests = requests;
        this.expired = expired;
    }

    /** Something waits, for the first time or still. */
    void some() {
        if (!waiting) {
            waiting = true;
            parking.change(0, 1);
        }
        count(requests.waiting());
        if (deadline == null) {
            deadline = loop.schedule(this::expire, limits.parkTimeout().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void expire() {
        deadline = null;
        expired.run();
    }

    /** Nothing waits. */
    void none() {
        if (waiting) {
            waiting = false;
            count(0);
            parking.change(0, -1);
            if (deadline != null) {
                deadline.cancel(false);
                deadline = null;
            }
        }
    }

    private void count(int bytes) {
        if (bytes != counted) {
            parking.change(bytes - counted, 0);
            counted = bytes;
        }
    }

    /** No more may be read from this client for now. */
    boolean full() {
        return waiting && counted > 0 && (counted >= limits.parkBytes() || parking.full());
    }
}
