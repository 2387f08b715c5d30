package io.redisha.gateway.request;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The extensions that choose a format; any other is part of the last argument, and so is one in capitals. */
public enum Extension {
    JSON(Kind.JSON, "application/json"),
    JS(Kind.JSON, "application/javascript"),
    RAW(Kind.RAW, "binary/octet-stream"),
    TXT(Kind.CUSTOM, "text/plain"),
    HTML(Kind.CUSTOM, "text/html"),
    XHTML(Kind.CUSTOM, "application/xhtml+xml"),
    XML(Kind.CUSTOM, "text/xml"),
    CSS(Kind.CUSTOM, "text/css"),
    PNG(Kind.CUSTOM, "image/png"),
    JPG(Kind.CUSTOM, "image/jpeg"),
    JPEG(Kind.CUSTOM, "image/jpeg"),
    BIN(Kind.CUSTOM, "binary/octet-stream");

    /** How the reply is rendered. */
    public enum Kind {
        /** As a JSON object with the command as its only member. */
        JSON,
        /** As Redis would send it. */
        RAW,
        /** As the bytes of the value, under the content type of the extension. */
        CUSTOM
    }

    private static final Map<String, Extension> BY_TEXT = Stream.of(values())
            .collect(Collectors.toMap(extension -> extension.name().toLowerCase(Locale.ROOT), extension -> extension));

    private final Kind kind;
    private final String contentType;

    Extension(Kind kind, String contentType) {
        this.kind = kind;
        this.contentType = contentType;
    }

    public Kind kind() {
        return kind;
    }

    public String contentType() {
        return contentType;
    }

    static Optional<Extension> of(String text) {
        return Optional.ofNullable(BY_TEXT.get(text));
    }
}
