package io.redisha.proxy.session;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.jboss.logging.Logger;

import io.netty.channel.EventLoop;
import io.redisha.proxy.resp.RespError;

/** The sessions of one listener on one event loop. Confined to that loop, but for {@link #loop()}. */
public final class SessionGroup {

    private static final Logger LOG = Logger.getLogger(SessionGroup.class);

    private final EventLoop loop;
    private final Set<ClientSession> sessions = new HashSet<>();

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
        return sessions.remove(session);
    }

    /** How many there are. */
    public int size() {
        return sessions.size();
    }

    /** The gate has changed. Who listens to messages moves first, so that it misses none of those who publish. */
    public void gateChanged() {
        each(ClientSession::listens, ClientSession::gateChanged);
        each(session -> !session.listens(), ClientSession::gateChanged);
    }

    /** No more requests are taken; each session ends as soon as it is owed nothing. */
    public void drain() {
        each(session -> true, ClientSession::drain);
    }

    /** Ends all sessions; who is still owed a reply is told that its outcome is unknown. */
    public void end() {
        each(session -> true, session -> session.end(RespError.unknownOutcome()));
    }

    private void each(Predicate<ClientSession> which, Consumer<ClientSession> action) {
        for (ClientSession session : sessions.stream().filter(which).toList()) {
            try {
                action.accept(session);
            } catch (RuntimeException fault) {
                LOG.error("A session is given up, the others go on", fault);
                session.abort();
            }
        }
    }
}
