package io.redisha.watcher.feed;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One master's state and its followers. A follower is only woken; what it gets is read at the moment it is sent, one thing at a
 * time. So one that does not read holds up to one state, never sees an old state after a new one, and misses none that lasts.
 */
final class Channel {

    /** One follower. Its turns follow one another, on changing threads. */
    private final class Follower {

        private final Outlet outlet;
        // Since the last turn began; the first to find it at zero takes the next turn.
        private final AtomicInteger wakeUps = new AtomicInteger();
        private long sent = -1;

        Follower(Outlet outlet) {
            this.outlet = outlet;
        }

        void wake() {
            if (wakeUps.getAndIncrement() == 0) {
                turn();
            }
        }

        private void turn() {
            int served = wakeUps.get();
            if (outlet.isClosed()) {
                followers.remove(this);
                return;
            }
            try {
                outlet.send(next()).whenComplete((ignored, failure) -> {
                    if (failure != null) {
                        end();
                    } else if (!wakeUps.compareAndSet(served, 0)) {
                        wakeUps.set(1);
                        turn();
                    }
                });
            } catch (IllegalStateException e) {
                // It has gone at this very moment, as followers may.
                end();
            }
        }

        private Optional<MasterState> next() {
            MasterState present = state;
            if (present.generation() == sent) {
                return Optional.empty();
            }
            sent = present.generation();
            return Optional.of(present);
        }

        private void end() {
            followers.remove(this);
            outlet.close();
        }
    }

    private final Set<Follower> followers = ConcurrentHashMap.newKeySet();
    private volatile MasterState state;
    private volatile boolean closed;

    Channel(String name, Instant now) {
        state = MasterState.unknown(name, now);
    }

    MasterState state() {
        return state;
    }

    void publish(MasterState next) {
        boolean another = next.generation() != state.generation();
        state = next;
        if (another) {
            wakeAll();
        }
    }

    void follow(Outlet outlet) {
        Follower follower = new Follower(outlet);
        followers.add(follower);
        follower.wake();
        if (closed) {
            follower.end();
        }
    }

    int followers() {
        return followers.size();
    }

    void wakeAll() {
        followers.forEach(Follower::wake);
    }

    void close() {
        closed = true;
        followers.forEach(Follower::end);
    }
}
