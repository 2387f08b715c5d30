package io.redisha.watcher.feed;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The way to one follower. */
interface Outlet {

    /**
     * Sends a state, or a sign of life if it is empty; called again only when this has completed.
     *
     * @throws IllegalStateException if it is closed
     */
    CompletionStage<?> send(Optional<MasterState> state);

    /** Whether the follower has gone, or {@link #close} was called. */
    boolean isClosed();

    /** From any thread: the follower is told that nothing more comes. */
    void close();
}
