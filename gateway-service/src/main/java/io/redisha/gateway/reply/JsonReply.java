package io.redisha.gateway.reply;

import java.util.Optional;

import io.redisha.gateway.request.RedisCommand;
import io.vertx.core.buffer.Buffer;

/**
 * {@code {"COMMAND": reply}}, the default: the command in the client's spelling is the only member. With a callback the
 * object is its argument.
 */
record JsonReply(String contentType, Optional<String> callback) implements ReplyFormat {

    private static final String SCRIPT = "application/javascript";

    @Override
    public Optional<RenderedReply> render(RedisCommand command, Reply reply) {
        JsonOutput out = new JsonOutput();
        out.beginObject();
        out.name(command.name());
        if (!JsonShape.of(command).write(out, reply)) {
            out.reply(reply);
        }
        out.endObject();
        Buffer json = out.toBuffer();
        return Optional.of(callback
                .map(function -> new RenderedReply(SCRIPT,
                        Buffer.buffer(function).appendString("(").appendBuffer(json).appendString(");\n")))
                .orElseGet(() -> new RenderedReply(contentType, json)));
    }
}
