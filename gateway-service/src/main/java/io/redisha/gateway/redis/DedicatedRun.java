package io.redisha.gateway.redis;

import java.time.Duration;
import java.util.Optional;

import io.redisha.gateway.reply.Reply;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Request;

/**
 * One command on a connection of its own, from connect to close. Given up, it closes the connection, so that Redis does
 * not run what nobody waits for: an abandoned BLPOP takes nothing.
 * <p>
 * Confined to its event loop, except {@link #giveUp(Throwable)}.
 */
final class DedicatedRun implements RunningCommand {

    private final Vertx vertx;
    private final Context loop;
    private final Promise<Reply> outcome = Promise.promise();
    private RedisLink link;
    private long timer = -1;

    DedicatedRun(Vertx vertx, Context loop) {
        this.vertx = vertx;
        this.loop = loop;
    }

    /**
     * Runs the command.
     *
     * @param opening the connection
     * @param limit how long it may take; without one, until it is given up
     */
    void start(Future<RedisLink> opening, Request request, Optional<Duration> limit) {
        limit.ifPresent(duration -> timer = vertx.setTimer(duration.toMillis(),
                elapsed -> end(Future.failedFuture(new RedisTimeoutException("Redis has not answered in time")))));
        opening.onComplete(opened -> opened(opened, request));
    }

    @Override
    public Future<Reply> outcome() {
        return outcome.future();
    }

    @Override
    public void abandon() {
        giveUp(new CommandAbandonedException());
    }

    /** Ends it with a failure if it has not ended; from any thread. */
    void giveUp(Throwable cause) {
        loop.runOnContext(now -> end(Future.failedFuture(cause)));
    }

    private void opened(AsyncResult<RedisLink> opened, Request request) {
        if (opened.failed()) {
            end(opened.cause() instanceof DatabaseRefusedException refused ? Future.succeededFuture(refused.error())
                    : Future.failedFuture(opened.cause()));
        } else if (outcome.future().isComplete()) {
            opened.result().close();
        } else {
            link = opened.result();
            link.send(request).onComplete(answer -> end(Replies.of(answer)));
        }
    }

    private void end(AsyncResult<Reply> result) {
        boolean first = result.succeeded() ? outcome.tryComplete(result.result()) : outcome.tryFail(result.cause());
        if (first) {
            vertx.cancelTimer(timer);
            if (link != null) {
                link.close();
            }
        }
    }
}
