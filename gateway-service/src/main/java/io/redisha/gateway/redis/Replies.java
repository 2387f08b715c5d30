package io.redisha.gateway.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.redisha.gateway.reply.Reply;
import io.redisha.gateway.reply.ReplyTooDeepException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;

/** From the Redis client's responses and failures to our replies and failures. */
final class Replies {

    /** Redis' own commands nest four deep; the formats follow a reply by recursion. */
    private static final int MAX_DEPTH = 128;

    private static final Reply NIL = new Reply.Nil();

    private Replies() {
    }

    /** The outcome of a request that was sent. */
    static Future<Reply> of(AsyncResult<Response> outcome) {
        if (outcome.succeeded()) {
            return Future.succeededFuture(outcome.result()).map(response -> of(response, 0));
        }
        return error(outcome.cause()).<Future<Reply>> map(Future::succeededFuture).orElseGet(() -> Future
                .failedFuture(new RedisUnavailableException("The connection to Redis was lost: the command may have run")));
    }

    /** The error that Redis answered, if that is what the failure is. */
    static Optional<Reply.Failure> error(Throwable failure) {
        // The client's own failure for a request whose connection went away has the type of an error of Redis.
        boolean lost = "CONNECTION_CLOSED".equals(failure.getMessage());
        if (!lost && failure instanceof Response response && response.type() == ResponseType.ERROR) {
            return Optional.of(new Reply.Failure(line(response)));
        }
        return Optional.empty();
    }

    private static Reply of(Response response, int depth) {
        if (response == null) {
            return NIL;
        }
        return switch (response.type()) {
            case BULK -> new Reply.Bulk(response.toBuffer());
            case SIMPLE -> new Reply.Status(line(response));
            case ERROR -> new Reply.Failure(line(response));
            case NUMBER -> new Reply.Int(response.toLong());
            case MULTI -> array(response, depth + 1);
            default -> throw new IllegalStateException("Not a type of RESP2: " + response.type());
        };
    }

    private static Reply array(Response response, int depth) {
        if (depth > MAX_DEPTH) {
            throw new ReplyTooDeepException(MAX_DEPTH);
        }
        List<Reply> elements = new ArrayList<>(response.size());
        for (int i = 0; i < response.size(); i++) {
            elements.add(of(response.get(i), depth));
        }
        return new Reply.Array(elements);
    }

    /** The client decodes lines as ISO 8859-1: one character for each byte. */
    private static Buffer line(Response response) {
        return Buffer.buffer(response.toString().getBytes(StandardCharsets.ISO_8859_1));
    }
}
