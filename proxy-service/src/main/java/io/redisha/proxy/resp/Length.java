package io.redisha.proxy.resp;

/**
 * The number in a RESP header line ({@code *3\r\n}, {@code $-1\r\n}), read byte by byte so that a line cut in two by the
 * network needs no buffer. Longer than {@value #MAX_BYTES} bytes is refused at once: Redis would wait for 64 KiB of it.
 */
final class Length {

    private static final int MAX_BYTES = 20;

    private long value;
    private int digits;
    private int bytes;
    private boolean negative;
    private boolean carriageReturn;

    void start() {
        value = 0;
        digits = 0;
        bytes = 0;
        negative = false;
        carriageReturn = false;
    }

    /** Returns true when the line is complete and {@link #value()} can be asked. */
    boolean take(byte next, String whatIsWrong, String whatIsTooLong) throws ProtocolException {
        if (carriageReturn) {
            if (next != '\n' || digits == 0) {
                throw new ProtocolException(whatIsWrong);
            }
            return true;
        }
        if (++bytes > MAX_BYTES) {
            throw new ProtocolException(whatIsTooLong);
        }
        if (next >= '0' && next <= '9') {
            if (++digits > 18) {
                throw new ProtocolException(whatIsWrong);
            }
            value = value * 10 + (next - '0');
        } else if (next == '\r') {
            carriageReturn = true;
        } else if (next == '-' && bytes == 1) {
            negative = true;
        } else {
            throw new ProtocolException(whatIsWrong);
        }
        return false;
    }

    long value() {
        return negative ? -value : value;
    }
}
