package io.redisha.gateway.redis;

import io.redisha.gateway.reply.Reply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Request;

/** A request to a shared link that has no outcome yet. Confined to the event loop of the link. */
final class PendingRequest implements RunningCommand {

    private final Request request;
    private final long size;
    private final long deadline;
    private final Promise<Reply> outcome = Promise.promise();
    private RedisLink link;

    /**
     * A request that was accepted.
     *
     * @param deadline the {@link System#nanoTime()} at which it fails
     */
    PendingRequest(Request request, long size, long deadline) {
        this.request = request;
        this.size = size;
        this.deadline = deadline;
    }

    @Override
    public Future<Reply> outcome() {
        return outcome.future();
    }

    /** What was not sent is never sent. What was sent runs, and counts until it is answered: it still takes its place. */
    @Override
    public void abandon() {
        if (isUnsent()) {
            fail(new CommandAbandonedException());
        }
    }

    long size() {
        return size;
    }

    boolean isDone() {
        return outcome.future().isComplete();
    }

    boolean isUnsent() {
        return link == null;
    }

    boolean isSentOver(RedisLink other) {
        return link != null && link == other;
    }

    boolean isExpired(long now) {
        return deadline - now <= 0;
    }

    long nanosLeft(long now) {
        return deadline - now;
    }

    void sendOver(RedisLink connection) {
        link = connection;
        connection.send(request).onComplete(answer -> Replies.of(answer).onComplete(reply -> {
            if (reply.succeeded()) {
                outcome.tryComplete(reply.result());
            } else {
                outcome.tryFail(reply.cause());
            }
        }));
    }

    void complete(Reply reply) {
        outcome.tryComplete(reply);
    }

    void fail(Throwable cause) {
        outcome.tryFail(cause);
    }
}
