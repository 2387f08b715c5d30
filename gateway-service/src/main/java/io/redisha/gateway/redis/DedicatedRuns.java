package io.redisha.gateway.redis;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** The commands that run on a connection of their own, no more of them than the limit. Safe for all event loops. */
final class DedicatedRuns {

    private final Vertx vertx;
    private final int limit;
    private final AtomicInteger count = new AtomicInteger();
    private final Set<DedicatedRun> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    DedicatedRuns(Vertx vertx, int limit) {
        this.vertx = vertx;
        this.limit = limit;
    }

    /**
     * A run that may be started now.
     *
     * @throws RedisBusyException when there are as many as there may be
     * @throws RedisUnavailableException when the service is going down
     */
    DedicatedRun admit(Context loop) {
        if (closed) {
            throw shuttingDown();
        }
        if (count.incrementAndGet() > limit) {
            count.decrementAndGet();
            throw new RedisBusyException("Too many commands have a connection of their own");
        }
        DedicatedRun run = new DedicatedRun(vertx, loop);
        running.add(run);
        run.outcome().onComplete(done -> {
            count.decrementAndGet();
            running.remove(run);
        });
        if (closed) {
            run.giveUp(shuttingDown());
        }
        return run;
    }

    int count() {
        return count.get();
    }

    /** Ends them all, and admits no more. */
    void close() {
        closed = true;
        running.forEach(run -> run.giveUp(shuttingDown()));
    }

    private static RedisUnavailableException shuttingDown() {
        return new RedisUnavailableException("The gateway is shutting down");
    }
}
