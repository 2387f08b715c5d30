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
     * @param passage how far it is open: closed unless that master has answered ROLE with master and no switch is under way
     * @param switchedAt when this master was first followed after another one, as {@link System#nanoTime()} counts; empty
     *        for the first
     */
    public record State(Optional<Master> master, Passage passage, Optional<Long> switchedAt) {

        /** How long after a switch the new master may still be short of replicas. */
        private static final long YOUNG_NANOS = 5_000_000_000L;

        /** Requests may be sent. */
        public boolean open() {
            return passage == Passage.ALL;
        }

        /** Whether it is the turn of a session that may pass from this step on. */
        public boolean lets(Passage turn) {
            return passage.compareTo(turn) >= 0;
        }

        /** Whether a link to {@code other} may be kept: its master is still the one that is followed. */
        public boolean follows(Master other) {
            return master.isPresent() && master.get().generation() == other.generation();
        }

        /** A switch is under way, or was less than 5 s ago. */
        public boolean switching() {
            return !open() || switchedAt.isPresent() && System.nanoTime() - switchedAt.get() < YOUNG_NANOS;
        }

        State with(Passage next) {
            return new State(master, next, switchedAt);
        }
    }

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile State state = new State(Optional.empty(), Passage.CLOSED, Optional.empty());
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
