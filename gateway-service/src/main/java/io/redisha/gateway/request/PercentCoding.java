package io.redisha.gateway.request;

import java.util.Arrays;

import io.vertx.core.buffer.Buffer;

/** The escapes of a URL: {@code %2F} for a byte, {@code +} for a space. A malformed escape stands for itself. */
final class PercentCoding {

    private PercentCoding() {
    }

    static Buffer decode(byte[] raw, int start, int end) {
        byte[] decoded = new byte[end - start];
        int length = 0;
        for (int i = start; i < end; i++) {
            byte b = raw[i];
            if (b == '+') {
                b = ' ';
            } else if (b == '%' && i + 2 < end) {
                int high = Character.digit(raw[i + 1], 16);
                int low = Character.digit(raw[i + 2], 16);
                if (high >= 0 && low >= 0) {
                    b = (byte) (high << 4 | low);
                    i += 2;
                }
            }
            decoded[length++] = b;
        }
        return Buffer.buffer(length == decoded.length ? decoded : Arrays.copyOf(decoded, length));
    }
}
