package io.redisha.watcher.feed;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;

/** Entity tags of what is served: the same bytes have the same tag, in every run and every watcher. */
final class EntityTags {

    private static final int TAG_BYTES = 12;

    private EntityTags() {
    }

    /** The tag with its quotes, as it stands in the header. */
    static String of(String body) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
            return '"' + HexFormat.of().formatHex(hash, 0, TAG_BYTES) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Whether an {@code If-None-Match} header, a list, weak tags or {@code *} included, has this tag; it may be null. */
    static boolean matches(String ifNoneMatch, String tag) {
        return ifNoneMatch != null && Stream.of(ifNoneMatch.split(",")).map(String::strip)
                .map(listed -> listed.startsWith("W/") ? listed.substring(2) : listed)
                .anyMatch(listed -> listed.equals("*") || listed.equals(tag));
    }
}
