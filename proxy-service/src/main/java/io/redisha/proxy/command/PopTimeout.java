package io.redisha.proxy.command;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

import io.redisha.proxy.resp.RespRequest;

/**
 * How long a {@link CommandKind#POP} may wait, and the same command with the time left. Where the timeout stands and its unit
 * are those of the commands' pages in the Redis documentation: seconds as a decimal number for the pops, the first argument
 * of BLMPOP and BZMPOP and the last of the others; milliseconds behind BLOCK for XREAD. 0 waits for ever.
 */
public record PopTimeout(int position, boolean milliseconds, double value) {

    /** Redis takes 0 as for ever: what is left of a timeout that is over must be more. */
    private static final double LEAST_SECONDS = 0.001;
    private static final double MILLIS = 1000;
    private static final double NANOS = 1e9;
    private static final double LONGEST_SECONDS = 1e9;

    /** @return null for a command that does not wait (XREAD without BLOCK), or whose timeout Redis will refuse */
    public static PopTimeout of(List<byte[]> arguments) {
        String name = word(arguments.get(0));
        int position = switch (name) {
            case "XREAD" -> afterBlock(arguments);
            case "BLMPOP", "BZMPOP" -> 1;
            default -> arguments.size() - 1;
        };
        if (position < 1 || position >= arguments.size()) {
            return null;
        }
        OptionalDouble value = number(arguments.get(position));
        return value.isEmpty() ? null : new PopTimeout(position, name.equals("XREAD"), value.getAsDouble());
    }

    private static int afterBlock(List<byte[]> arguments) {
        for (int i = 1; i < arguments.size() && !word(arguments.get(i)).equals("STREAMS"); i++) {
            if (word(arguments.get(i)).equals("BLOCK")) {
                return i + 1;
            }
        }
        return -1;
    }

    private static OptionalDouble number(byte[] argument) {
        try {
            double value = Double.parseDouble(new String(argument, US_ASCII));
            return value >= 0 && value <= LONGEST_SECONDS * MILLIS ? OptionalDouble.of(value) : OptionalDouble.empty();
        } catch (NumberFormatException notANumber) {
            return OptionalDouble.empty();
        }
    }

    private static String word(byte[] argument) {
        return new String(argument, US_ASCII).toUpperCase(Locale.ROOT);
    }

    public boolean forEver() {
        return value == 0;
    }

    /** In nanoseconds from when the command came; {@link Long#MAX_VALUE} for one that waits for ever. */
    public long nanos() {
        return forEver() ? Long.MAX_VALUE : (long) ((milliseconds ? value / MILLIS : value) * NANOS);
    }

    /** The request with what is left of the time, at least a millisecond: Redis then takes what is there at once. */
    public byte[] request(List<byte[]> arguments, long nanosLeft) {
        if (forEver()) {
            return RespRequest.encode(arguments);
        }
        double seconds = Math.max(LEAST_SECONDS, nanosLeft / NANOS);
        String left = milliseconds ? Long.toString((long) Math.ceil(seconds * MILLIS))
                : String.format(Locale.ROOT, "%.3f", seconds);
        List<byte[]> changed = new ArrayList<>(arguments);
        changed.set(position, left.getBytes(US_ASCII));
        return RespRequest.encode(changed);
    }
}
