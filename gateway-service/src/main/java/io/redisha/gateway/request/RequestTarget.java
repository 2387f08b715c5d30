package io.redisha.gateway.request;

import java.nio.charset.StandardCharsets;

/**
 * The raw request target of the request line, cut in two; nothing is decoded.
 *
 * @param path what stands before the question mark, without the slash at its start
 * @param query what stands after it, or an empty string
 */
public record RequestTarget(String path, String query) {

    /**
     * Cuts a target. Of the absolute form ({@code http://host/GET/key}) only path and query count, and a fragment, which
     * no client should send, is left out.
     *
     * @throws MalformedRequestException for bytes that a URL cannot hold
     */
    public static RequestTarget parse(String raw) {
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c <= ' ' || c > '~') {
                throw new MalformedRequestException("The request target holds a byte that must be percent-encoded");
            }
        }
        String target = withoutAuthority(raw);
        int fragment = target.indexOf('#');
        if (fragment >= 0) {
            target = target.substring(0, fragment);
        }
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        String query = question < 0 ? "" : target.substring(question + 1);
        return new RequestTarget(path.startsWith("/") ? path.substring(1) : path, query);
    }

    /** The path as bytes: it is ASCII. */
    public byte[] pathBytes() {
        return path.getBytes(StandardCharsets.US_ASCII);
    }

    private static String withoutAuthority(String raw) {
        if (!raw.regionMatches(true, 0, "http://", 0, 7) && !raw.regionMatches(true, 0, "https://", 0, 8)) {
            return raw;
        }
        int authority = raw.indexOf("://") + 3;
        for (int i = authority; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '/' || c == '?' || c == '#') {
                return raw.substring(i);
            }
        }
        return "/";
    }
}
