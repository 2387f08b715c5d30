package io.redisha.watcher;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;

/**
 * The one event loop on which all watching is done: sessions, elections and probes are confined to it and need no locks. Files
 * are read by threads of their own.
 */
@Singleton
public class WatchLoop {

    private static final Logger LOG = Logger.getLogger(WatchLoop.class);
    private static final int BLOCKING_THREADS = 2;

    private final Vertx vertx;
    private final Context context;
    private final WorkerExecutor blocking;

    WatchLoop(Vertx vertx) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.blocking = vertx.createSharedWorkerExecutor("files", BLOCKING_THREADS);
        context.exceptionHandler(WatchLoop::report);
    }

    public Vertx vertx() {
        return vertx;
    }

    /**
     * The Redis client's parser throws at some malformed replies; its connection is then closed at the deadline of the call.
     */
    private static void report(Throwable failure) {
        if (Stream.of(failure.getStackTrace()).anyMatch(frame -> frame.getClassName().startsWith("io.vertx.redis."))) {
            LOG.debugf("A malformed reply: %s", failure);
        } else {
            LOG.error("A failure that nobody expected; watching goes on", failure);
        }
    }

    /** From any thread: does it on the loop, soon. */
    public void run(Runnable task) {
        context.runOnContext(ignored -> task.run());
    }

    /** On the loop only; returns what {@link #cancel} takes. */
    public long after(Duration delay, Runnable task) {
        return vertx.setTimer(Math.max(1, delay.toMillis()), id -> task.run());
    }

    /** On the loop only; returns what {@link #cancel} takes. */
    public long every(Duration period, Runnable task) {
        return vertx.setPeriodic(Math.max(1, period.toMillis()), id -> task.run());
    }

    public void cancel(long timer) {
        vertx.cancelTimer(timer);
    }

    /** On the loop only: does the work elsewhere and completes on the loop. */
    public <T> Future<T> blocking(Callable<T> work) {
        return blocking.executeBlocking(work, false);
    }

    /** On the loop only: the same outcome, or a {@link TimeoutException} saying what did not happen in time. */
    public <T> Future<T> within(Duration limit, String what, Future<T> future) {
        if (future.isComplete()) {
            return future;
        }
        Promise<T> promise = Promise.promise();
        long timer = after(limit,
                () -> promise.tryFail(new TimeoutException("no " + what + " within " + limit.toMillis() + " ms")));
        future.onComplete(outcome -> {
            cancel(timer);
            if (outcome.succeeded()) {
                promise.tryComplete(outcome.result());
            } else {
                promise.tryFail(outcome.cause());
            }
        });
        return promise.future();
    }

    /** Milliseconds of a clock that never jumps; only differences mean something. */
    public long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}
