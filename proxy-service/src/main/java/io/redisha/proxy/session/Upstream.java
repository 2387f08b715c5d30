package io.redisha.proxy.session;

import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.redisha.proxy.topology.Gate;
import io.redisha.proxy.topology.Passage;
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

        /** From which step of an opening gate on it may have one. */
        Passage turn();

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

    private final DialQueue dials;

    private MasterLink link;
    private DialQueue.Turn dialling;
    private ScheduledFuture<?> retry;
    private int pause;
    private boolean unflushed;
    private boolean refused;
    private long number;

    /** @param name for CLIENT LIST */
    Upstream(EventLoop loop, SessionContext context, DialQueue dials, SessionMemory memory, String name, Session session) {
        this.loop = loop;
        this.dials = dials;
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
        return link.ready() && !refused && gate.follows(link.master()) && link.writable();
    }

    /** The rest of a request whose beginning was sent may be written, even while the gate is closed for others. */
    boolean canFinish() {
        return connected() && link.writable();
    }

    /** Which link of this session this is, from 1. */
    long number() {
        return number;
    }

    /** The node behind the link has said that it is no master. */
    void suspect() {
        context.suspicion().accept(link.master());
    }

    /** The node behind the link has refused a request because it is no master: nothing more is sent there. */
    void refused() {
        refused = true;
    }

    private void dial() {
        if (link == null && retry == null && dialling == null && context.gate().state().lets(session.turn())) {
            dialling = dials.enter(this::dialNow);
            dials.next();
        }
    }

    private void dialNow() {
        Gate.State gate = context.gate().state();
        if (!gate.lets(session.turn())) {
            dialled();
            return;
        }
        refused = false;
        link = context.links().dial(loop, gate.master().get(), new Handshake(name, false, memory.restore()), this);
    }

    private void dialled() {
        if (dialling != null) {
            dialling.over();
            dialling = null;
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
            dialled();
            if (wasReady) {
                session.linkLost(LinkLoss.of(left + " is not the master any more"));
            }
        }
        if (gate.lets(session.turn())) {
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
        linkLost(failed, LinkLoss.of(reason));
    }

    void close() {
        cancelRetry();
        dialled();
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
        dialled();
        number++;
        unflushed = false;
        session.linkReady();
    }

    @Override
    public void linkReceived(MasterLink from, ByteBuf bytes) {
        session.received(bytes);
    }

    /** The link has proved to be of use: the next one that is lost is made again at once. */
    void useful() {
        pause = 0;
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
        dialled();
        link = null;
        if (loss.noMaster()) {
            context.events().staleRefused();
            context.suspicion().accept(lost.master());
        }
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
