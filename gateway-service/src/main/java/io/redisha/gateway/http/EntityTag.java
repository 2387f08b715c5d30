package io.redisha.gateway.http;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import io.vertx.core.buffer.Buffer;

/**
 * The tag of a body, as Webdis makes it: the MD5 of its bytes.
 *
 * @param text the tag with its quotes
 */
record EntityTag(String text) {

    static EntityTag of(Buffer body) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            for (ByteBuffer part : body.getByteBuf().nioBuffers()) {
                md5.update(part);
            }
            return new EntityTag('"' + HexFormat.of().formatHex(md5.digest()) + '"');
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has MD5", e);
        }
    }

    /** Whether a value of {@code If-None-Match} names this tag: a star, or a list of tags, weak or not. */
    boolean isNamedBy(String ifNoneMatch) {
        for (String candidate : ifNoneMatch.split(",")) {
            String tag = candidate.strip();
            if (tag.equals("*") || tag.equals(text) || tag.equals("W/" + text)) {
                return true;
            }
        }
        return false;
    }
}
