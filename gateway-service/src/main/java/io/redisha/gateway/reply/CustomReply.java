package io.redisha.gateway.reply;

import java.util.Optional;

import io.redisha.gateway.request.RedisCommand;
import io.vertx.core.buffer.Buffer;

/**
 * The bytes of the value under a content type: {@code .txt}, {@code .png}, {@code ?type=}. A status and an error keep the
 * sign that RESP puts before them. Of an array the elements that are values stand one after another, with the separator
 * between them; nulls and nested arrays are left out, as in Webdis.
 */
record CustomReply(String contentType, Buffer separator) implements ReplyFormat {

    @Override
    public Optional<RenderedReply> render(RedisCommand command, Reply reply) {
        if (reply instanceof Reply.Nil) {
            return Optional.empty();
        }
        return Optional.of(new RenderedReply(contentType, reply instanceof Reply.Array array ? join(array) : bytes(reply)));
    }

    private Buffer join(Reply.Array array) {
        Buffer body = Buffer.buffer();
        boolean first = true;
        for (Reply element : array.elements()) {
            if (element instanceof Reply.Nil || element instanceof Reply.Array) {
                continue;
            }
            if (!first) {
                body.appendBuffer(separator);
            }
            body.appendBuffer(bytes(element));
            first = false;
        }
        return body;
    }

    private static Buffer bytes(Reply scalar) {
        if (scalar instanceof Reply.Bulk bulk) {
            return bulk.bytes();
        }
        if (scalar instanceof Reply.Int number) {
            return Buffer.buffer(Long.toString(number.value()));
        }
        if (scalar instanceof Reply.Status status) {
            return Buffer.buffer("+").appendBuffer(status.text());
        }
        return Buffer.buffer("-").appendBuffer(((Reply.Failure) scalar).text());
    }
}
