package io.redisha.proxy.session;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jboss.logging.Logger;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.redisha.proxy.resp.RespError;
import io.redisha.proxy.topology.Passage;

/** The sessions of one listener on one event loop. Confined to that loop, but for {@link #loop()}. */
public final class SessionGroup {

    private static final Logger LOG = Logger.getLogger(SessionGroup.class);

    /** How long those whose turn it is may keep the others waiting. */
    private static final int TURN_MILLIS = 250;
    /** Links that are made at a time, by one loop: half of the shortest backlog that Redis is run with, for two loops. */
    private static final int DIALS = 64;
    private static final int SESSIONS_AT_A_TIME = 256;

    private final EventLoop loop;
    private final DialQueue dials = new DialQueue(DIALS);
    private final Set<ClientSession> sessions = new HashSet<>();
    /** Sessions whose turn it is, and that have not passed yet. */
    private final Set<ClientSession> passing = new HashSet<>();
    private Runnable allPassed;
    private ScheduledFuture<?> turnOver;

    public SessionGroup(EventLoop loop) {
        this.loop = loop;
    }

    public EventLoop loop() {
        return loop;
    }

    void add(ClientSession session) {
        sessions.add(session);
    }

    boolean remove(ClientSession session) {
        passed(session);
        return sessions.remove(session);
    }

    DialQueue dials() {
        return dials;
    }

    /** How many there are. */
    public int size() {
        return sessions.size();
    }

    /** The gate is closed, or open for all. Other events get their turn in between when there are many sessions. */
    public void gateChanged() {
        gateChanged(List.copyOf(sessions), 0);
    }

    private void gateChanged(List<ClientSession> all, int from) {
        int to = Math.min(all.size(), from + SESSIONS_AT_A_TIME);
        all.subList(from, to).forEach(session -> attempt(session, ClientSession::gateChanged));
        if (to < all.size()) {
            loop.execute(() -> gateChanged(all, to));
        }
    }

    /**
     * The gate has opened for those whose turn this is.
     *
     * @param done called when they have passed, or have had their time
     */
    public void pass(Passage turn, Runnable done) {
        endTurn();
        sessions.stream().filter(session -> session.lacksLink() && session.turn() == turn).forEach(passing::add);
        allPassed = done;
        turnOver = loop.schedule(this::endTurn, TURN_MILLIS, TimeUnit.MILLISECONDS);
        List.copyOf(passing).forEach(session -> attempt(session, ClientSession::gateChanged));
        if (passing.isEmpty()) {
            endTurn();
        }
    }

    /** The session has brought back what its turn was for, or cannot. */
    void passed(ClientSession session) {
        if (passing.remove(session) && passing.isEmpty()) {
            endTurn();
        }
    }

    private void endTurn() {
        passing.clear();
        if (turnOver != null) {
            turnOver.cancel(false);
            turnOver = null;
        }
        Runnable done = allPassed;
        allPassed = null;
        if (done != null) {
            done.run();
        }
    }

    /** No more requests are taken; each session ends as soon as it is owed nothing. */
    public void drain() {
        each(ClientSession::drain);
    }

    /** Ends all sessions; who is still owed a reply is told that its outcome is unknown. */
    public void end() {
        each(session -> session.end(RespError.unknownOutcome()));
    }

    private void each(Consumer<ClientSession> action) {
        List.copyOf(sessions).forEach(session -> attempt(session, action));
    }

    private static void attempt(ClientSession session, Consumer<ClientSession> action) {
        try {
            action.accept(session);
        } catch (RuntimeException fault) {
            LOG.error("A session is given up, the others go on", fault);
            session.abort();
        }
    }
}
