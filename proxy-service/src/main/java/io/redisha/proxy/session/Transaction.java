package io.redisha.proxy.session;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a session is with WATCH, MULTI and EXEC, which live in one connection to one master. When that is lost, the
 * promise of Redis must hold all the same: what was queued does not run in part, and what was watched counts as changed.
 */
sealed interface Transaction {

    /** Nothing watched, nothing begun. */
    record None() implements Transaction {
    }

    /** WATCH was sent: the keys are watched by the link. */
    record Watching() implements Transaction {
    }

    /** The link that watched is lost: the next transaction finds its keys changed. */
    record WatchLost() implements Transaction {
    }

    /** MULTI was sent. @param changes of the session that are queued, and happen if EXEC runs */
    record Open(List<SessionChange> changes) implements Transaction {
    }

    /** A transaction that no master knows of; it is played to its end here. @param watched EXEC answers nil, else EXECABORT */
    record Doomed(boolean watched) implements Transaction {
    }

    Transaction NONE = new None();
    Transaction WATCHING = new Watching();
    Transaction WATCH_LOST = new WatchLost();

    default boolean isOpen() {
        return this instanceof Open;
    }

    default boolean isDoomed() {
        return this instanceof Doomed;
    }

    /** After WATCH was sent. */
    default Transaction watch() {
        return this == NONE ? WATCHING : this;
    }

    /** After MULTI was sent, or would have been. */
    default Transaction multi() {
        return this == WATCH_LOST ? new Doomed(true) : isOpen() || isDoomed() ? this : new Open(new ArrayList<>());
    }

    /** After the link was lost. */
    default Transaction linkLost() {
        if (isOpen()) {
            return new Doomed(false);
        }
        return this == WATCHING ? WATCH_LOST : this;
    }
}
