package io.redisha.proxy.session;

import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.redisha.proxy.topology.Gate;
import io.redisha.proxy.upstream.Handshake;
import io.redisha.proxy.upstream.LinkLoss;
import io.redisha.proxy.upstream.LinkOwner;
import io.redisha.proxy.upstream.MasterLink;

/**
 * The session's private link to the master: made when the session first needs one, dropped when another master is
 * followed, made again while it is needed, with growing pauses as long as that fails.
 */
final class Upstream implements LinkOwner {

    private static final Logger LOG = Logger.getLogger(Upstream.class);
    private static final int FIRST_PAUSE_MILLIS = 10;
    private static final int LONGEST_PAUSE_MILLIS = 250;

    /** The session, as its upstream sees it. */
    interface Session {

        /** Whether a link is needed now. */
        boolean needsLink();

        void linkReady();

        void received(ByteBuf bytes);

        void flushReplies();

        /** The link takes writes again. */
        void writable();

        void linkLost(LinkLoss loss);
    }

    private final EventLoop loop;
    private final SessionContext context;
    private final SessionMemory memory;
    private final String name;
    private final Session session;

    private MasterLink link;
    private ScheduledFuture<?> retry;
    private int pause;
    private boolean unflushed;

    /** @param name for CLIENT LIST */
    Upstream(EventLoop loop, SessionContext context, SessionMemory memory, String name, Session session) {
        this.loop = loop;
        this.context = context;
        this.memory = memory;
        this.name = name;
        this.session = session;
    }

    /** A request may be written now; if not for want of a link, one is made. */
    boolean sendable() {
        Gate.State gate = context.gate().state();
        if (!gate.open()) {
            return false;
        }
        if (link == null) {
            dial();
            return false;
        }
        return link.ready() && gate.follows(link.master()) && link.writable();
    }

    /** The rest of a request whose beginning was sent may be written, even while the gate is closed for others. */
    boolean canFinish() {
        return connected() && link.writable();
    }

    private void dial() {
        Gate.State gate = context.gate().state();
        if (link == null && retry == null && gate.open()) {
            Handshake handshake = new Handshake(name, false, memory.restore());
            link = context.dialer().dial(loop, gate.master().get(), handshake, this);
        }
    }

    /** There is a link that takes no more for now. */
    boolean congested() {
        return link != null && link.ready() && !link.writable();
    }

    boolean connected() {
        return link != null && link.ready();
    }

    void write(ByteBuf bytes) {
        link.write(bytes);
        unflushed = true;
    }

    void flush() {
        if (unflushed && connected()) {
            unflushed = false;
            link.flush();
        }
    }

    /** Back-pressure: whether replies are read. */
    void read(boolean on) {
        if (connected()) {
            link.read(on);
        }
    }

    /** The gate has opened or closed, or leads elsewhere. */
    void gateChanged() {
        Gate.State gate = context.gate().state();
        if (link != null && !gate.follows(link.master())) {
            boolean wasReady = link.ready();
            String left = link.master().address();
            link.close();
            link = null;
            if (wasReady) {
                session.linkLost(new LinkLoss(false, left + " is not the master any more"));
            }
        }
        if (gate.open()) {
            pause = 0;
            cancelRetry();
            if (session.needsLink()) {
                dial();
            }
        }
    }

    /** Gives the link up, as if it had been lost. */
    void fail(String reason) {
        MasterLink failed = link;
        failed.close();
        linkLost(failed, new LinkLoss(false, reason));
    }

    void close() {
        cancelRetry();
        if (link != null) {
            link.close();
            link = null;
        }
    }

    private void cancelRetry() {
        if (retry != null) {
            retry.cancel(false);
            retry = null;
        }
    }

    @Override
    public void linkReady(MasterLink ready) {
        pause = 0;
        unflushed = false;
        session.linkReady();
    }

    @Override
    public void linkReceived(MasterLink from, ByteBuf bytes) {
        session.received(bytes);
    }

    @Override
    public void linkReadComplete(MasterLink from) {
        session.flushReplies();
    }

    @Override
    public void linkWritabilityChanged(MasterLink changed) {
        if (changed.writable()) {
            // Not from within a flush, which may be part of the very work that this would begin again.
            loop.execute(session::writable);
        }
    }

    @Override
    public void linkLost(MasterLink lost, LinkLoss loss) {
        LOG.debugf("%s has lost its link: %s", name, loss.reason());
        link = null;
        pause = Math.min(LONGEST_PAUSE_MILLIS, Math.max(FIRST_PAUSE_MILLIS, 2 * pause));
        retry = loop.schedule(() -> {
            retry = null;
            if (session.needsLink()) {
                dial();
            }
        }, pause, TimeUnit.MILLISECONDS);
        session.linkLost(loss);
    }
}
