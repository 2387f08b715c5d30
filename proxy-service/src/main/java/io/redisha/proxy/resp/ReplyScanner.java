package io.redisha.proxy.resp;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;

/**
 * Finds the end of each reply of a server, RESP2 and RESP3, and keeps its first bytes, from which the few questions that
 * a proxy has about a reply can be answered.
 * <p>
 * Nesting needs no stack: a reply ends when no element is owed any more, and each aggregate adds what it holds to that
 * one counter. The types are those of the RESP3 specification; Redis sends none of its streamed types.
 */
public final class ReplyScanner {

    /** Enough for {@code *4\r\n$12\r\npunsubscribe}, and for the beginning of an error text. */
    private static final int HEAD = 64;

    private enum Place {
        TYPE,
        LINE,
        LENGTH,
        BODY
    }

    private static final byte[] MASTER = { 'm', 'a', 's', 't', 'e', 'r' };

    private final Length length = new Length();
    private final byte[] head = new byte[HEAD];

    private Place place = Place.TYPE;
    private byte type;
    private long elementsOwed = 1;
    private long bodyToGo;
    private int headLength;
    private boolean complete;

    /**
     * Reads on from {@code from}, where the last call ended, and stops behind the end of the reply.
     *
     * @return the index behind the last byte read: {@code to}, or less when {@link #complete()}
     * @throws ProtocolException at a byte that no Redis sends there
     */
    public int advance(ByteBuf bytes, int from, int to) throws ProtocolException {
        int at = from;
        while (at < to && !complete) {
            switch (place) {
                case TYPE -> type(bytes.getByte(at++));
                case LINE -> {
                    int end = bytes.indexOf(at, to, (byte) '\n');
                    at = end < 0 ? to : end + 1;
                    if (end >= 0) {
                        element();
                    }
                }
                case LENGTH -> {
                    if (length.take(bytes.getByte(at++), "invalid length in a reply", "invalid length in a reply")) {
                        sized(length.value());
                    }
                }
                case BODY -> {
                    int read = (int) Math.min(bodyToGo, to - at);
                    at += read;
                    bodyToGo -= read;
                    if (bodyToGo == 0) {
                        element();
                    }
                }
            }
        }
        int seen = Math.min(at - from, HEAD - headLength);
        if (seen > 0) {
            bytes.getBytes(from, head, headLength, seen);
            headLength += seen;
        }
        return at;
    }

    private void type(byte next) throws ProtocolException {
        type = next;
        switch (next) {
            case '+', '-', ':', '_', '#', ',', '(' -> place = Place.LINE;
            case '$', '=', '!', '*', '~', '>', '%', '|' -> {
                length.start();
                place = Place.LENGTH;
            }
            default -> throw new ProtocolException("unknown type of a reply: " + next);
        }
    }

    private void sized(long size) throws ProtocolException {
        if (size > Long.MAX_VALUE / 4) {
            throw new ProtocolException("invalid length in a reply");
        }
        switch (type) {
            case '$', '=', '!' -> {
                if (size < 0) {
                    element();
                } else {
                    bodyToGo = size + 2;
                    place = Place.BODY;
                }
            }
            case '%' -> aggregate(2 * size);
            // An attribute stands before the element that it describes, and is none itself.
            case '|' -> {
                elementsOwed += 2 * size;
                place = Place.TYPE;
            }
            default -> aggregate(size);
        }
    }

    private void aggregate(long elements) throws ProtocolException {
        if (elements > 0) {
            elementsOwed = Math.addExact(elementsOwed, elements);
        }
        element();
    }

    private void element() {
        place = Place.TYPE;
        if (--elementsOwed == 0) {
            complete = true;
        }
    }

    /** The last call read the end of a reply; {@link #next()} must be called before the scanner reads on. */
    public boolean complete() {
        return complete;
    }

    /** Goes on to the reply behind the complete one. */
    public void next() {
        complete = false;
        elementsOwed = 1;
        headLength = 0;
    }

    /** An error reply. */
    public boolean isError() {
        return headLength > 0 && (head[0] == '-' || head[0] == '!');
    }

    /** A RESP3 push, which answers no request, except that it confirms a subscription. */
    public boolean isPush() {
        return headLength > 0 && head[0] == '>';
    }

    /** A line of MONITOR: a simple string that begins with a time, {@code +1700000000.123456 [0 127.0.0.1:1] "GET" "k"}. */
    public boolean isMonitorLine() {
        return headLength > 1 && head[0] == '+' && head[1] >= '0' && head[1] <= '9';
    }

    /** Whether the reply starts with these bytes; at most the first {@value #HEAD} bytes of a reply are known. */
    public boolean startsWith(byte[] start) {
        return headLength >= start.length && matches(start, 0);
    }

    /**
     * Whether the reply is an aggregate whose first element is the bulk string {@code word}: how Redis marks everything
     * about pub/sub ({@code *3 $7 message …}), ROLE ({@code *5 $6 master …}) and invalidations.
     */
    public boolean firstElementIs(byte[] word) {
        int at = 0;
        while (at < headLength && head[at] != '$') {
            at++;
        }
        while (at < headLength && head[at] != '\n') {
            at++;
        }
        return at > 0 && at + 1 + word.length + 2 <= headLength && matches(word, at + 1) && head[at + 1 + word.length] == '\r';
    }

    /** Whether the reply is that of a master to ROLE. */
    public boolean isRoleOfMaster() {
        return firstElementIs(MASTER);
    }

    private boolean matches(byte[] expected, int offset) {
        for (int i = 0; i < expected.length; i++) {
            if (head[offset + i] != expected[i]) {
                return false;
            }
        }
        return true;
    }

    /** The beginning of the reply's first line without its type, for a log or a message: an error's text, say. */
    public String firstLine() {
        int end = 1;
        while (end < headLength && head[end] != '\r') {
            end++;
        }
        return headLength == 0 ? "" : new String(head, 1, end - 1, StandardCharsets.UTF_8);
    }
}
