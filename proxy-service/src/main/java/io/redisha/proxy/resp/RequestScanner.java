package io.redisha.proxy.resp;

import io.netty.buffer.ByteBuf;

/**
 * Finds the end of each request in a stream of bytes, and the name of its command, without looking at the values.
 * <p>
 * The grammar is that of Redis' {@code networking.c}: an array of bulk strings, or one line of text (an inline command).
 * The limits are Redis' own: 1024*1024 arguments, 512 MB a bulk, 64 KiB an inline command. One difference, on purpose:
 * a negative number of arguments is refused, where Redis passes over it in silence.
 */
public final class RequestScanner {

    /** Longer names are not told apart: Redis has none, and no module that is known of. */
    public static final int MAX_NAME = 32;
    private static final int MAX_ARGUMENTS = 1024 * 1024;
    private static final long MAX_BULK = 512L * 1024 * 1024;
    private static final int MAX_INLINE = 64 * 1024;

    private enum Place {
        BETWEEN,
        INLINE,
        COUNT,
        MARK,
        LENGTH,
        BODY
    }

    private final Length length = new Length();
    private final byte[] name = new byte[MAX_NAME];

    private Place place = Place.BETWEEN;
    private int nameLength;
    private boolean nameKnown;
    private boolean inline;
    private boolean empty;
    private boolean complete;
    private int argumentsToGo;
    private boolean firstArgument;
    /** Bytes of the bulk that are still to come, with the line end behind it. */
    private long bodyToGo;
    private int inlineLength;

    /**
     * Reads on from {@code from}, where the last call ended, and stops behind the end of the request.
     *
     * @return the index behind the last byte read: {@code to}, or less when {@link #complete()}
     * @throws ProtocolException at the first byte that cannot be part of a request; the scanner is of no use afterwards
     */
    public int advance(ByteBuf bytes, int from, int to) throws ProtocolException {
        int at = from;
        while (at < to && !complete) {
            switch (place) {
                case BETWEEN -> at = begin(bytes, at);
                case INLINE -> at = line(bytes, at, to);
                case COUNT -> {
                    if (length.take(bytes.getByte(at++), "invalid multibulk length", "too big mbulk count string")) {
                        count(length.value());
                    }
                }
                case MARK -> {
                    byte mark = bytes.getByte(at++);
                    if (mark != '$') {
                        throw new ProtocolException("expected '$', got '" + printable(mark) + "'");
                    }
                    length.start();
                    place = Place.LENGTH;
                }
                case LENGTH -> {
                    if (length.take(bytes.getByte(at++), "invalid bulk length", "too big bulk count string")) {
                        bulk(length.value());
                    }
                }
                case BODY -> at = body(bytes, at, to);
            }
        }
        return at;
    }

    private int begin(ByteBuf bytes, int at) {
        nameLength = 0;
        nameKnown = false;
        empty = false;
        inline = bytes.getByte(at) != '*';
        if (inline) {
            inlineLength = 0;
            place = Place.INLINE;
            return at;
        }
        length.start();
        place = Place.COUNT;
        return at + 1;
    }

    private int line(ByteBuf bytes, int at, int to) throws ProtocolException {
        int end = bytes.indexOf(at, to, (byte) '\n');
        int read = (end < 0 ? to : end + 1) - at;
        inlineLength += read;
        if (inlineLength > MAX_INLINE) {
            throw new ProtocolException("too big inline request");
        }
        if (end >= 0) {
            finish();
        }
        return at + read;
    }

    private void count(long arguments) throws ProtocolException {
        if (arguments < 0 || arguments > MAX_ARGUMENTS) {
            throw new ProtocolException("invalid multibulk length");
        }
        if (arguments == 0) {
            empty = true;
            finish();
            return;
        }
        argumentsToGo = (int) arguments;
        firstArgument = true;
        place = Place.MARK;
    }

    private void bulk(long size) throws ProtocolException {
        if (size < 0 || size > MAX_BULK) {
            throw new ProtocolException("invalid bulk length");
        }
        bodyToGo = size + 2;
        place = Place.BODY;
    }

    private int body(ByteBuf bytes, int at, int to) {
        int read = (int) Math.min(bodyToGo, to - at);
        if (firstArgument) {
            rememberName(bytes, at, (int) Math.min(read, Math.max(0, bodyToGo - 2)));
        }
        bodyToGo -= read;
        if (bodyToGo == 0) {
            if (firstArgument) {
                firstArgument = false;
                nameKnown = true;
            }
            if (--argumentsToGo == 0) {
                finish();
            } else {
                place = Place.MARK;
            }
        }
        return at + read;
    }

    private void rememberName(ByteBuf bytes, int at, int count) {
        for (int i = 0; i < count; i++) {
            if (nameLength == MAX_NAME) {
                // Longer than every name that matters: no prefix of it may be taken for one of them.
                nameLength = MAX_NAME + 1;
            }
            if (nameLength > MAX_NAME) {
                return;
            }
            byte letter = bytes.getByte(at + i);
            name[nameLength++] = letter >= 'a' && letter <= 'z' ? (byte) (letter - 32) : letter;
        }
    }

    private void finish() {
        place = Place.BETWEEN;
        complete = true;
    }

    /** The last call read the end of a request; {@link #next()} must be called before the scanner reads on. */
    public boolean complete() {
        return complete;
    }

    /** Goes on to the request behind the complete one. */
    public void next() {
        complete = false;
    }

    /** Between two requests: nothing of the next one has been read. */
    public boolean idle() {
        return place == Place.BETWEEN && !complete;
    }

    /** The request is a line of text. Its name is not known here: quotes and blanks need {@link RespRequest#inline}. */
    public boolean isInline() {
        return inline;
    }

    /** {@code *0}: a request without a command, which Redis does not answer. */
    public boolean isEmpty() {
        return empty;
    }

    /** The name has been read, or so much of it that it is none that matters (never true for an inline command). */
    public boolean nameKnown() {
        return nameKnown || nameLength > MAX_NAME;
    }

    /** The length of the command's name; longer ones than any that matters all have the same. */
    public int nameLength() {
        return nameLength;
    }

    /** Whether the command's name is {@code expected}, which is in upper case; the case in the request does not matter. */
    public boolean nameIs(byte[] expected) {
        if (nameLength != expected.length) {
            return false;
        }
        for (int i = 0; i < nameLength; i++) {
            if (name[i] != expected[i]) {
                return false;
            }
        }
        return true;
    }

    /** The {@link #hash} of the command's name. */
    public int nameHash() {
        return hash(name, Math.min(nameLength, MAX_NAME));
    }

    /** For tables of names in upper case. */
    public static int hash(byte[] name, int length) {
        int hash = length;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + name[i];
        }
        return hash ^ hash >>> 15;
    }

    private static String printable(byte mark) {
        return mark >= 0x20 && mark < 0x7f ? String.valueOf((char) mark) : String.format("\\x%02x", mark & 0xff);
    }
}
