package io.redisha.gateway.reply;

import io.vertx.core.buffer.Buffer;

/**
 * The body of an answer.
 *
 * @param contentType the value of {@code Content-Type}, as it is sent
 * @param body the bytes
 */
public record RenderedReply(String contentType, Buffer body) {
}
