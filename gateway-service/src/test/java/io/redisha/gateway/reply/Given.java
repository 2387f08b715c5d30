package io.redisha.gateway.reply;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import io.redisha.gateway.request.CommandPath;
import io.redisha.gateway.request.RedisCommand;
import io.vertx.core.buffer.Buffer;

/** Replies and commands, written shortly. */
final class Given {

    static final Reply NIL = new Reply.Nil();

    private Given() {
    }

    static RedisCommand command(String path) {
        return CommandPath.parse(path.getBytes(StandardCharsets.UTF_8)).command();
    }

    static Reply bulk(String text) {
        return new Reply.Bulk(Buffer.buffer(text));
    }

    static Reply bulk(int... bytes) {
        Buffer buffer = Buffer.buffer();
        for (int value : bytes) {
            buffer.appendByte((byte) value);
        }
        return new Reply.Bulk(buffer);
    }

    static Reply status(String text) {
        return new Reply.Status(Buffer.buffer(text));
    }

    static Reply error(String text) {
        return new Reply.Failure(Buffer.buffer(text));
    }

    /** An array: strings become bulks, numbers integers. */
    static Reply array(Object... elements) {
        return new Reply.Array(Stream.of(elements).map(Given::reply).toList());
    }

    private static Reply reply(Object element) {
        if (element instanceof Reply reply) {
            return reply;
        }
        if (element instanceof Number number) {
            return new Reply.Int(number.longValue());
        }
        return bulk((String) element);
    }
}
