package io.redisha.gateway.request;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

import io.vertx.core.buffer.Buffer;

/**
 * What the query of a URL wants of the answer. Of a repeated parameter the last one counts, an empty one is none, and
 * unknown ones are passed over.
 *
 * @param contentType {@code type}: the bytes of the value under this content type, whatever the extension
 * @param callback {@code jsonp} or {@code callback}: the function that a JSON answer is handed to
 * @param separator {@code sep}: what stands between the elements of an array in a custom format
 * @param fileName {@code filename}: the name under which a browser saves the answer
 */
public record ReplyOptions(Optional<String> contentType, Optional<String> callback, Buffer separator,
        Optional<String> fileName) {

    private static final Pattern CALLBACK = Pattern.compile("[A-Za-z0-9_.$]{1,128}");
    private static final String TOKEN = "[A-Za-z0-9!#$&^_.+*-]+";
    private static final Pattern CONTENT_TYPE = Pattern.compile(TOKEN + "/" + TOKEN + "( *;[ -~]*)?");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    /**
     * Parses a raw query.
     *
     * @throws MalformedRequestException for a value that must not get into a header or a script
     */
    public static ReplyOptions parse(String query) {
        Optional<String> contentType = Optional.empty();
        Optional<String> callback = Optional.empty();
        Optional<String> fileName = Optional.empty();
        Buffer separator = Buffer.buffer();
        for (String parameter : query.split("&")) {
            int equals = parameter.indexOf('=');
            if (equals < 0) {
                continue;
            }
            Buffer value = decode(parameter.substring(equals + 1));
            switch (parameter.substring(0, equals)) {
                case "type" -> contentType = text(value, "type is not a content type", CONTENT_TYPE);
                case "jsonp", "callback" -> callback = text(value, "A callback is at most 128 of A-Z a-z 0-9 _ . $", CALLBACK);
                case "filename" -> fileName = fileName(value);
                case "sep" -> separator = value;
                default -> {
                    // Webdis passes over parameters that it does not know: caches are fooled with them.
                }
            }
        }
        return new ReplyOptions(contentType, callback, separator, fileName);
    }

    private static Optional<String> text(Buffer value, String refusal, Pattern pattern) {
        String text = value.toString();
        if (!text.isEmpty() && !pattern.matcher(text).matches()) {
            throw new MalformedRequestException(refusal);
        }
        return Optional.of(text).filter(wanted -> !wanted.isEmpty());
    }

    private static Optional<String> fileName(Buffer value) {
        String text = value.toString();
        if (CONTROL.matcher(text).find()) {
            throw new MalformedRequestException("filename holds a control character");
        }
        return Optional.of(text).filter(wanted -> !wanted.isEmpty());
    }

    private static Buffer decode(String value) {
        byte[] raw = value.getBytes(StandardCharsets.US_ASCII);
        return PercentCoding.decode(raw, 0, raw.length);
    }
}
