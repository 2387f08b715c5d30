package io.redisha.proxy.resp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;

/**
 * A whole reply as a value, for the few that the proxy asks for itself: a list for an aggregate, a text for a string, null for
 * a null; everything else is the text of its line.
 */
public final class ReplyValue {

    private static final int DEEPEST = 32;

    private final ByteBuf bytes;

    private ReplyValue(ByteBuf bytes) {
        this.bytes = bytes;
    }

    /** @param bytes a complete reply that {@link ReplyScanner} accepted; it is read to its end */
    public static Object read(ByteBuf bytes) throws ProtocolException {
        return new ReplyValue(bytes).next(0);
    }

    private Object next(int depth) throws ProtocolException {
        if (depth > DEEPEST) {
            throw new ProtocolException("a reply of more than " + DEEPEST + " levels");
        }
        char type = (char) bytes.readByte();
        String line = line();
        return switch (type) {
            case '*', '~', '>' -> list(number(line), depth);
            case '%' -> list(2 * number(line), depth);
            case '$', '=', '!' -> text(number(line));
            case '_' -> null;
            default -> line;
        };
    }

    private String line() {
        int length = bytes.bytesBefore((byte) '\r');
        String line = bytes.readCharSequence(length, UTF_8).toString();
        bytes.skipBytes(2);
        return line;
    }

    private static int number(String line) throws ProtocolException {
        try {
            return Integer.parseInt(line);
        } catch (NumberFormatException tooLong) {
            throw new ProtocolException("invalid length in a reply");
        }
    }

    private List<Object> list(int size, int depth) throws ProtocolException {
        if (size < 0) {
            return null;
        }
        List<Object> list = new ArrayList<>(Math.min(size, bytes.readableBytes()));
        for (int i = 0; i < size; i++) {
            list.add(next(depth + 1));
        }
        return list;
    }

    private String text(int length) {
        if (length < 0) {
            return null;
        }
        String text = bytes.readCharSequence(length, UTF_8).toString();
        bytes.skipBytes(2);
        return text;
    }
}
