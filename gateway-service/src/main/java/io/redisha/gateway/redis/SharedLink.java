package io.redisha.gateway.redis;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Request;

/**
 * The connection that the requests of one event loop to one database share: they are sent as they come, without waiting
 * for the replies to those before, and answered in order. A lost connection is replaced; while there is none requests wait
 * for the attempt under way and share its outcome. After a failed attempt the next one is made when a request comes, and
 * not sooner than after a pause that grows to {@link #LONGEST_PAUSE}: together with the limit of the attempt itself a
 * request knows within 2 s that Redis cannot be reached.
 * <p>
 * Confined to its event loop.
 */
final class SharedLink {

    private static final Logger LOG = Logger.getLogger(SharedLink.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(25);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(400);

    private final Vertx vertx;
    private final Context loop;
    private final Supplier<Future<RedisLink>> opener;
    private final SharedLimits limits;
    /** In the order of their deadlines. Those that are done remain until they are at the head. */
    private final Deque<PendingRequest> pending = new ArrayDeque<>();
    private int waitingRequests;
    private long waitingBytes;
    private RedisLink link;
    private boolean connecting;
    private boolean closed;
    private boolean timerIsSet;
    private Duration pause = Duration.ZERO;
    private long pauseEnds = System.nanoTime();

    /**
     * A link without a connection; the first request opens one.
     *
     * @param loop the event loop, where the opener is called
     */
    SharedLink(Vertx vertx, Context loop, Supplier<Future<RedisLink>> opener, SharedLimits limits) {
        this.vertx = vertx;
        this.loop = loop;
        this.opener = opener;
        this.limits = limits;
    }

    /**
     * Takes a request.
     *
     * @throws RedisBusyException when too much is waiting already
     */
    PendingRequest send(Request request, long size) {
        boolean full = waitingRequests >= limits.requests() || waitingRequests > 0 && waitingBytes + size > limits.bytes();
        if (full) {
            throw new RedisBusyException("Too many requests wait for Redis");
        }
        PendingRequest taken = new PendingRequest(request, size, System.nanoTime() + limits.timeout().toNanos());
        if (closed) {
            taken.fail(new RedisUnavailableException("The gateway is shutting down"));
            return taken;
        }
        pending.add(taken);
        waitingRequests++;
        waitingBytes += size;
        taken.outcome().onComplete(done -> settled(taken));
        setTimer();
        if (link != null) {
            taken.sendOver(link);
        } else {
            connect();
        }
        return taken;
    }

    boolean isIdle() {
        return waitingRequests == 0;
    }

    /** Fails what is waiting and closes the connection for good. */
    void close() {
        closed = true;
        fail(request -> true, request -> request.fail(new RedisUnavailableException("The gateway is shutting down")));
        if (link != null) {
            link.close();
        }
    }

    private void settled(PendingRequest request) {
        waitingRequests--;
        waitingBytes -= request.size();
        while (!pending.isEmpty() && pending.peek().isDone()) {
            pending.poll();
        }
    }

    private void connect() {
        if (connecting) {
            return;
        }
        connecting = true;
        long wait = Duration.ofNanos(pauseEnds - System.nanoTime()).toMillis();
        if (wait > 0) {
            vertx.setTimer(wait, elapsed -> attempt());
        } else {
            attempt();
        }
    }

    /** The connection belongs to the loop, not to the request that happens to need it. */
    private void attempt() {
        loop.runOnContext(now -> opener.get().onComplete(this::attempted));
    }

    private void attempted(AsyncResult<RedisLink> outcome) {
        connecting = false;
        if (outcome.failed()) {
            failed(outcome.cause());
        } else if (closed) {
            outcome.result().close();
        } else {
            if (!pause.isZero()) {
                LOG.info("Redis is reachable again");
            }
            pause = Duration.ZERO;
            link = outcome.result();
            RedisLink opened = link;
            opened.closed().onComplete(gone -> lost(opened));
            pending.stream().filter(request -> request.isUnsent() && !request.isDone()).toList()
                    .forEach(request -> request.sendOver(opened));
        }
    }

    private void failed(Throwable cause) {
        if (cause instanceof DatabaseRefusedException refused) {
            fail(PendingRequest::isUnsent, request -> request.complete(refused.error()));
            return;
        }
        if (pause.isZero()) {
            LOG.warn(cause.getMessage());
        }
        pause = pause.isZero() ? SHORTEST_PAUSE : pause.multipliedBy(2);
        pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        pauseEnds = System.nanoTime() + pause.toNanos();
        fail(PendingRequest::isUnsent, request -> request.fail(cause));
    }

    /** At once, not with the next request: mostly the next connection is there before that comes. */
    private void lost(RedisLink gone) {
        if (link == gone) {
            link = null;
            if (!closed) {
                connect();
            }
        }
    }

    private void setTimer() {
        if (!timerIsSet && !pending.isEmpty()) {
            timerIsSet = true;
            long millis = Duration.ofNanos(pending.peek().nanosLeft(System.nanoTime())).toMillis() + 1;
            vertx.setTimer(Math.max(1, millis), elapsed -> expire());
        }
    }

    private void expire() {
        timerIsSet = false;
        long now = System.nanoTime();
        while (!pending.isEmpty() && (pending.peek().isDone() || pending.peek().isExpired(now))) {
            PendingRequest expired = pending.poll();
            boolean stuck = !expired.isDone() && expired.isSentOver(link);
            expired.fail(new RedisTimeoutException("Redis has not answered in time: the command may still run"));
            if (stuck) {
                replace();
            }
        }
        setTimer();
    }

    /**
     * A connection that owes a reply for so long may never answer again. It gets no more requests; those behind the late
     * one have until their own deadlines.
     */
    private void replace() {
        RedisLink stuck = link;
        link = null;
        stuck.retire();
        vertx.setTimer(limits.timeout().toMillis(), elapsed -> stuck.close());
        connect();
    }

    private void fail(Predicate<PendingRequest> which, Consumer<PendingRequest> how) {
        pending.stream().filter(which).toList().forEach(how);
    }
}
