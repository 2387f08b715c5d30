package io.redisha.gateway.reply;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;

import io.netty.buffer.ByteBufUtil;
import io.netty.util.CharsetUtil;
import io.vertx.core.buffer.Buffer;

/**
 * Writes replies as compact JSON. A string that is UTF-8 becomes a JSON string; one that is not becomes the object
 * {@code {"base64": "..."}}, so that no byte of any value is lost.
 */
final class JsonOutput {

    private static final JsonFactory JSON = new JsonFactory();

    private final ByteArrayBuilder bytes = new ByteArrayBuilder();
    private final JsonGenerator generator;

    JsonOutput() {
        generator = attempt(() -> JSON.createGenerator(bytes));
    }

    void beginObject() {
        run(generator::writeStartObject);
    }

    void endObject() {
        run(generator::writeEndObject);
    }

    void beginArray() {
        run(generator::writeStartArray);
    }

    void endArray() {
        run(generator::writeEndArray);
    }

    void name(String name) {
        run(() -> generator.writeFieldName(name));
    }

    void text(String text) {
        run(() -> generator.writeString(text));
    }

    /** Any reply in the form that no command's own shape replaces. */
    void reply(Reply reply) {
        if (reply instanceof Reply.Status status) {
            outcome(true, status.text());
        } else if (reply instanceof Reply.Failure failure) {
            outcome(false, failure.text());
        } else {
            element(reply);
        }
    }

    /** A reply within an array: a status is plain text there; an error keeps its form, for it must not pass for a value. */
    void element(Reply reply) {
        if (reply instanceof Reply.Bulk bulk) {
            string(bulk.bytes());
        } else if (reply instanceof Reply.Status status) {
            string(status.text());
        } else if (reply instanceof Reply.Failure failure) {
            outcome(false, failure.text());
        } else if (reply instanceof Reply.Int number) {
            run(() -> generator.writeNumber(number.value()));
        } else if (reply instanceof Reply.Array array) {
            beginArray();
            array.elements().forEach(this::element);
            endArray();
        } else {
            run(generator::writeNull);
        }
    }

    /**
     * Names and values in turn as one object; as the flat array that they are if there is a name that no member can have:
     * one that is not UTF-8.
     */
    void pairs(List<Reply> flat) {
        if (!canBePairs(flat)) {
            element(new Reply.Array(flat));
            return;
        }
        beginObject();
        for (int i = 0; i < flat.size(); i += 2) {
            name(((Reply.Bulk) flat.get(i)).bytes().toString());
            element(flat.get(i + 1));
        }
        endObject();
    }

    Buffer toBuffer() {
        run(generator::close);
        return Buffer.buffer(bytes.toByteArray());
    }

    static boolean isUtf8(Buffer bytes) {
        return ByteBufUtil.isText(bytes.getByteBuf(), CharsetUtil.UTF_8);
    }

    private static boolean canBePairs(List<Reply> flat) {
        for (int i = 0; i < flat.size(); i += 2) {
            if (!(flat.get(i) instanceof Reply.Bulk name) || !isUtf8(name.bytes())) {
                return false;
            }
        }
        return flat.size() % 2 == 0;
    }

    private void outcome(boolean success, Buffer text) {
        beginArray();
        run(() -> generator.writeBoolean(success));
        string(text);
        endArray();
    }

    private void string(Buffer value) {
        byte[] utf8 = value.getBytes();
        if (isUtf8(value)) {
            run(() -> generator.writeUTF8String(utf8, 0, utf8.length));
        } else {
            beginObject();
            name("base64");
            text(Base64.getEncoder().encodeToString(utf8));
            endObject();
        }
    }

    /** The generator writes to memory: its exceptions cannot occur. */
    private interface Step {
        void run() throws IOException;
    }

    private interface Source<T> {
        T get() throws IOException;
    }

    private static void run(Step step) {
        attempt(() -> {
            step.run();
            return null;
        });
    }

    private static <T> T attempt(Source<T> source) {
        try {
            return source.get();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
