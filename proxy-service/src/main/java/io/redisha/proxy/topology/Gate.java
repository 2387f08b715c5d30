package io.redisha.proxy.topology;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import io.redisha.proxy.upstream.Master;

/**
 * Whether requests may go to the master now. Written by the follower's event loop alone, read by every loop: the state is
 * one immutable value. Listeners are called on the writer's thread and take the news to their own.
 */
public final class Gate {

    /**
     * @param master the one that is followed; empty until the first is known
     * @param open it has answered ROLE with master, and no switch is under way
     */
    public record State(Optional<Master> master, boolean open) {

        /** Whether a link to {@code other} may be kept: its master is still the one that is followed. */
        public boolean follows(Master other) {
            return master.isPresent() && master.get().generation() == other.generation();
        }
    }

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile State state = new State(Optional.empty(), false);
    private volatile boolean everOpen;

    public State state() {
        return state;
    }

    /** True from the first verified master on. */
    public boolean everOpen() {
        return everOpen;
    }

    /** @param changed called after each change of the state, on the thread that made it */
    public void listen(Runnable changed) {
        listeners.add(changed);
    }

    void set(State next) {
        if (!next.equals(state)) {
            everOpen |= next.open();
            state = next;
            listeners.forEach(Runnable::run);
        }
    }
}
