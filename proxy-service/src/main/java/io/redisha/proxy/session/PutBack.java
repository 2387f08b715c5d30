package io.redisha.proxy.session;

import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;

/**
 * What happens when a node has refused a request because it is no master: nothing more is sent there, the replies that are
 * still due decide what becomes of the other requests in flight, and then the link is given up. What is put back is sent
 * over the next link.
 */
final class PutBack {

    /** How long the remaining replies are waited for: those of commands that block may never come. */
    private static final int SETTLE_MILLIS = 250;

    private final EventLoop loop;
    private final SessionContext context;
    private final ReplyLedger ledger;
    private final Upstream upstream;
    private ScheduledFuture<?> limit;
    /** When the first request was put back since one was answered; 0 if none was. */
    private long since;

    PutBack(EventLoop loop, SessionContext context, ReplyLedger ledger, Upstream upstream) {
        this.loop = loop;
        this.context = context;
        this.ledger = ledger;
        this.upstream = upstream;
    }

    /** A request was refused; false if this has gone on for longer than requests may wait: then the client gets an error. */
    boolean begin() {
        long now = System.nanoTime();
        context.events().staleRefused();
        upstream.suspect();
        if (since != 0 && now - since > context.limits().parkTimeout().toNanos()) {
            return false;
        }
        since = since == 0 ? now : since;
        upstream.refused();
        limit = loop.schedule(() -> upstream.fail("a node that is no master owes replies"), SETTLE_MILLIS,
                TimeUnit.MILLISECONDS);
        return true;
    }

    /** A request was answered as a master answers. */
    void over() {
        since = 0;
    }

    /** Gives the link up if all its replies are here; true if that is so. */
    boolean complete() {
        if (!ledger.allSettled()) {
            return false;
        }
        upstream.fail("the node has refused a request: it is no master");
        return true;
    }

    void linkLost() {
        if (limit != null) {
            limit.cancel(false);
            limit = null;
        }
    }
}
