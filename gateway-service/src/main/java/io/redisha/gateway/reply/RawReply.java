package io.redisha.gateway.reply;

import java.util.Optional;

import io.redisha.gateway.request.RedisCommand;
import io.vertx.core.buffer.Buffer;

/** {@code .raw}: RESP2, as Redis would send it; every null is {@code $-1}. */
record RawReply(String contentType) implements ReplyFormat {

    private static final String CRLF = "\r\n";

    @Override
    public Optional<RenderedReply> render(RedisCommand command, Reply reply) {
        Buffer body = Buffer.buffer();
        append(body, reply);
        return Optional.of(new RenderedReply(contentType, body));
    }

    private static void append(Buffer body, Reply reply) {
        if (reply instanceof Reply.Status status) {
            body.appendString("+").appendBuffer(status.text()).appendString(CRLF);
        } else if (reply instanceof Reply.Failure failure) {
            body.appendString("-").appendBuffer(failure.text()).appendString(CRLF);
        } else if (reply instanceof Reply.Int number) {
            body.appendString(":" + number.value() + CRLF);
        } else if (reply instanceof Reply.Bulk bulk) {
            body.appendString("$" + bulk.bytes().length() + CRLF).appendBuffer(bulk.bytes()).appendString(CRLF);
        } else if (reply instanceof Reply.Array array) {
            body.appendString("*" + array.elements().size() + CRLF);
            array.elements().forEach(element -> append(body, element));
        } else {
            body.appendString("$-1" + CRLF);
        }
    }
}
