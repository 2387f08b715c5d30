package io.redisha.gateway.redis;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

/**
 * One connection to Redis, in one database for all its life. It is a client of its own, because the connections of a
 * client are a pool: they can be given back to it, but not closed, and an attempt to connect that Redis refuses with some
 * errors ({@code -ERR max number of clients reached}) holds its place in the pool for ever.
 * <p>
 * Confined to the event loop that it was opened on.
 */
final class RedisLink {

    private static final String NAME = "gateway-service";

    private final Redis client;
    private final RedisConnection connection;
    private final Promise<Void> closed = Promise.promise();
    private int inFlight;
    private boolean retired;

    private RedisLink(Redis client, RedisConnection connection) {
        this.client = client;
        this.connection = connection;
        connection.endHandler(end -> close());
        connection.exceptionHandler(failure -> close());
    }

    /**
     * Opens a connection from the event loop that is to own it.
     *
     * @return the link, or {@link DatabaseRefusedException}, {@link RedisUnavailableException} when there is nobody,
     *         {@link RedisTimeoutException} when there is somebody who does not answer
     */
    static Future<RedisLink> open(Vertx vertx, RedisOptions options, Optional<String> database, Duration limit) {
        Redis client = Redis.createClient(vertx, options);
        return client.connect()
                .map(connection -> new RedisLink(client, connection))
                .compose(link -> link.prepare(database))
                .timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .recover(failure -> {
                    client.close();
                    return Future.failedFuture(failureToOpen(failure));
                });
    }

    private static Throwable failureToOpen(Throwable failure) {
        if (failure instanceof DatabaseRefusedException) {
            return failure;
        }
        return failure instanceof TimeoutException ? new RedisTimeoutException("Redis has not answered in time")
                : new RedisUnavailableException("Redis is unreachable: " + failure.getMessage());
    }

    Future<Response> send(Request request) {
        inFlight++;
        return connection.send(request).onComplete(answered -> {
            inFlight--;
            if (retired && inFlight == 0) {
                close();
            }
        });
    }

    /** Completes when the connection is gone, whoever closed it. */
    Future<Void> closed() {
        return closed.future();
    }

    /** Closes the connection when the last reply that is still due has come. */
    void retire() {
        retired = true;
        if (inFlight == 0) {
            close();
        }
    }

    /** Closes the connection at once: what is in flight fails, and what blocks in Redis is given up there. */
    void close() {
        if (closed.tryComplete()) {
            client.close();
        }
    }

    private Future<RedisLink> prepare(Optional<String> database) {
        // The name is for CLIENT LIST; a user of Redis who may not set it is served all the same.
        Future<Response> named = connection.send(Request.cmd(Command.CLIENT).arg("SETNAME").arg(NAME));
        Future<Response> selected = database
                .map(number -> connection.send(Request.cmd(Command.SELECT).arg(number)))
                .orElseGet(Future::succeededFuture)
                .recover(failure -> Future.failedFuture(Replies.error(failure)
                        .<Throwable> map(DatabaseRefusedException::new)
                        .orElse(failure)));
        return Future.join(named.otherwiseEmpty(), selected).map(this);
    }
}
