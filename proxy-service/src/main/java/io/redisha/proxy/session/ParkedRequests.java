package io.redisha.proxy.session;

import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;

/**
 * The requests of one client that wait for a master: counts them against the limits, and watches how long they wait. A pop
 * that is to be issued again also waits no longer than its own timeout.
 */
final class ParkedRequests {

    private final EventLoop loop;
    private final SessionContext context;
    private final RequestStream requests;
    private final ReplyLedger ledger;
    private final Runnable expired;
    private final Runnable popOver;

    private boolean waiting;
    private int counted;
    private ScheduledFuture<?> deadline;
    private ScheduledFuture<?> popDeadline;

    /**
     * @param expired called when the oldest request has waited for as long as it may
     * @param popOver called when the client expects to hear that its pop, the first that it is owed, has found nothing
     */
    ParkedRequests(EventLoop loop, SessionContext context, RequestStream requests, ReplyLedger ledger, Runnable expired,
            Runnable popOver) {
        this.loop = loop;
        this.context = context;
        this.requests = requests;
        this.ledger = ledger;
        this.expired = expired;
        this.popOver = popOver;
    }

    /** Something waits, for the first time or still. @param connected there is a link that owes what is owed */
    void some(boolean connected) {
        if (!waiting) {
            waiting = true;
            context.parking().change(0, 1);
            context.events().parked();
        }
        count(requests.waiting() + (connected ? 0 : ledger.kept()));
        if (deadline == null) {
            deadline = loop.schedule(this::expire, context.limits().parkTimeout().toNanos(), TimeUnit.NANOSECONDS);
        }
        if (popDeadline == null && !connected && ledger.first() instanceof Pop pop && !pop.timeout().forEver()) {
            popDeadline = loop.schedule(this::endPop, pop.timeLeft(System.nanoTime()), TimeUnit.NANOSECONDS);
        }
    }

    private void expire() {
        deadline = null;
        expired.run();
    }

    private void endPop() {
        popDeadline = null;
        popOver.run();
    }

    /** Nothing waits. */
    void none() {
        if (waiting) {
            waiting = false;
            count(0);
            context.parking().change(0, -1);
            deadline = cancelled(deadline);
            popDeadline = cancelled(popDeadline);
        }
    }

    private static ScheduledFuture<?> cancelled(ScheduledFuture<?> task) {
        if (task != null) {
            task.cancel(false);
        }
        return null;
    }

    private void count(int bytes) {
        if (bytes != counted) {
            context.parking().change(bytes - counted, 0);
            counted = bytes;
        }
    }

    /** No more may be read from this client for now. */
    boolean full() {
        return waiting && counted > 0 && (counted >= context.limits().parkBytes() || context.parking().full());
    }
}
