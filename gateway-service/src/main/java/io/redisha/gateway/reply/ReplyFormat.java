package io.redisha.gateway.reply;

import java.util.Optional;

import io.redisha.gateway.request.Extension;
import io.redisha.gateway.request.RedisCommand;
import io.redisha.gateway.request.ReplyOptions;

/** A form that replies are given in. */
public interface ReplyFormat {

    /**
     * Renders a reply.
     *
     * @param command what the reply answers
     * @param reply the reply
     * @return the answer, or nothing when there is no value and the form has no way to say so: 404
     */
    Optional<RenderedReply> render(RedisCommand command, Reply reply);

    /** The form that a request asks for: {@code ?type=} before the extension, JSON without either. */
    static ReplyFormat of(Optional<Extension> extension, ReplyOptions options) {
        if (options.contentType().isPresent()) {
            return new CustomReply(options.contentType().get(), options.separator());
        }
        Extension wanted = extension.orElse(Extension.JSON);
        return switch (wanted.kind()) {
            case JSON -> new JsonReply(wanted.contentType(), options.callback());
            case RAW -> new RawReply(wanted.contentType());
            case CUSTOM -> new CustomReply(wanted.contentType(), options.separator());
        };
    }
}
