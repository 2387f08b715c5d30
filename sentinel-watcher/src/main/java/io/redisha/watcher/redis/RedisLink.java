package io.redisha.watcher.redis;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import io.redisha.watcher.WatchLoop;
import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

/**
 * One open connection to a Redis or a Sentinel, on which every call has a deadline. After a failed call the order of the
 * replies is not to be trusted: the owner closes the link. Confined to the watch loop.
 */
public final class RedisLink {

    private final WatchLoop loop;
    // One client for one connection: closing the client is the only way to close a connection that has not finished its start.
    private final Redis client;
    private final RedisConnection connection;
    private final Duration deadline;
    private boolean open = true;

    RedisLink(WatchLoop loop, Redis client, RedisConnection connection, Duration deadline) {
        this.loop = loop;
        this.client = client;
        this.connection = connection;
        this.deadline = deadline;
    }

    /** One command; an error reply is a failure. */
    public Future<Response> ask(Request request) {
        return loop.within(deadline, "answer", connection.send(request));
    }

    /** Several commands in one write; one error reply among theirs is a failure of all. */
    public Future<List<Response>> askAll(List<Request> requests) {
        return loop.within(deadline, "answer", connection.batch(requests));
    }

    /** @param listener gets what the server sends unasked */
    public void onMessage(Consumer<Response> listener) {
        connection.handler(listener::accept);
    }

    /** @param listener is called once if the connection ends before {@link #close} */
    public void onLost(Consumer<Throwable> listener) {
        connection.exceptionHandler(failure -> lost(failure, listener));
        connection.endHandler(ignored -> lost(new IOException("the connection was closed"), listener));
    }

    private void lost(Throwable why, Consumer<Throwable> listener) {
        if (open) {
            close();
            listener.accept(why);
        }
    }

    public void close() {
        if (open) {
            open = false;
            client.close();
        }
    }
}
