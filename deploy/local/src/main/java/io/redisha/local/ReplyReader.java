package io.redisha.local;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads whole replies from a stream. What a server must not send ends in an {@link IOException} that says so. */
final class ReplyReader {

    private static final int MAX_LINE = 64 * 1024;
    private static final int MAX_BULK = 512 * 1024 * 1024;
    private static final int MAX_ITEMS = 1024 * 1024;
    private static final int MAX_DEPTH = 32;

    private final InputStream in;

    ReplyReader(InputStream in) {
        this.in = in;
    }

    Reply read() throws IOException {
        return read(0);
    }

    private Reply read(int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new IOException("reply nested deeper than " + MAX_DEPTH);
        }
        String line = line();
        if (line.isEmpty()) {
            throw new IOException("empty line where a reply should start");
        }
        String rest = line.substring(1);
        switch (line.charAt(0)) {
            case '+':
                return new Reply.Status(rest);
            case '-':
                return new Reply.Failure(rest);
            case ':':
                return new Reply.Int(number(rest));
            case '$':
                return rest.equals("-1") ? new Reply.Nil() : new Reply.Bulk(bytes(rest));
            case '*':
                return rest.equals("-1") ? new Reply.Nil() : new Reply.Array(items(rest, depth));
            case '%':
                return new Reply.MapReply(entries(rest, depth));
            case '~':
                return new Reply.SetReply(items(rest, depth));
            case '>':
                return new Reply.Push(items(rest, depth));
            case '_':
                return new Reply.Nil();
            case '#':
                return new Reply.Bool(rest.equals("t"));
            case ',':
                return new Reply.Double(floating(rest));
            case '(':
                return new Reply.BigNumber(new BigInteger(rest));
            case '=':
                String text = new String(bytes(rest), StandardCharsets.UTF_8);
                return new Reply.Verbatim(text.substring(0, 3), text.substring(4));
            case '!':
                return new Reply.Failure(new String(bytes(rest), StandardCharsets.UTF_8));
            case '|':
                entries(rest, depth);
                return read(depth);
            default:
                throw new IOException("no reply starts like this: " + line);
        }
    }

    private Map<Reply, Reply> entries(String count, int depth) throws IOException {
        int size = length(count, MAX_ITEMS);
        Map<Reply, Reply> entries = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            Reply key = read(depth + 1);
            entries.put(key, read(depth + 1));
        }
        return entries;
    }

    private List<Reply> items(String count, int depth) throws IOException {
        int size = length(count, MAX_ITEMS);
        List<Reply> items = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            items.add(read(depth + 1));
        }
        return items;
    }

    private byte[] bytes(String length) throws IOException {
        int size = length(length, MAX_BULK);
        byte[] bytes = in.readNBytes(size);
        if (bytes.length < size) {
            throw new EOFException("closed by the peer after " + bytes.length + " of " + size + " bytes");
        }
        if (next() != '\r' || next() != '\n') {
            throw new IOException("no CRLF after " + size + " bytes");
        }
        return bytes;
    }

    private String line() throws IOException {
        byte[] bytes = new byte[64];
        int size = 0;
        for (int b = next(); b != '\r'; b = next()) {
            if (size == MAX_LINE) {
                throw new IOException("line longer than " + MAX_LINE + " bytes");
            }
            if (size == bytes.length) {
                bytes = Arrays.copyOf(bytes, size * 2);
            }
            bytes[size++] = (byte) b;
        }
        if (next() != '\n') {
            throw new IOException("CR without LF");
        }
        return new String(bytes, 0, size, StandardCharsets.UTF_8);
    }

    private int next() throws IOException {
        int b = in.read();
        if (b < 0) {
            throw new EOFException("closed by the peer");
        }
        return b;
    }

    private static int length(String text, int max) throws IOException {
        long length = number(text);
        if (length < 0 || length > max) {
            throw new IOException("length " + length + " is not between 0 and " + max);
        }
        return (int) length;
    }

    private static long number(String text) throws IOException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IOException("not a number: " + text, e);
        }
    }

    private static double floating(String text) {
        return switch (text) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            case "nan", "-nan" -> Double.NaN;
            default -> Double.parseDouble(text);
        };
    }
}
