package io.redisha.gateway.redis;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import io.redisha.gateway.request.RedisCommand;

/** Which commands wait in Redis, and how long they ask to. */
final class BlockingCommands {

    private static final Set<String> SECONDS_LAST = Set.of("BLPOP", "BRPOP", "BRPOPLPUSH", "BLMOVE", "BZPOPMIN",
            "BZPOPMAX");
    private static final Set<String> SECONDS_FIRST = Set.of("BLMPOP", "BZMPOP");
    private static final Set<String> MILLIS_LAST = Set.of("WAIT", "WAITAOF");
    private static final Set<String> BLOCK_OPTION = Set.of("XREAD", "XREADGROUP");

    /** Redis refuses such a timeout at once; in case it does not, the command still must not block a shared link. */
    private static final Duration UNKNOWN = Duration.ofMillis(1);
    private static final double MILLIS_PER_DAY = 86_400_000;

    private BlockingCommands() {
    }

    /** The timeout of a blocking command, zero for one that waits for ever as in Redis; empty for all other commands. */
    static Optional<Duration> timeout(RedisCommand command) {
        String name = command.upperName();
        int last = command.arguments().size() - 1;
        if (SECONDS_LAST.contains(name)) {
            return Optional.of(duration(command, last, 1000));
        }
        if (SECONDS_FIRST.contains(name)) {
            return Optional.of(duration(command, 0, 1000));
        }
        if (MILLIS_LAST.contains(name)) {
            return Optional.of(duration(command, last, 1));
        }
        return BLOCK_OPTION.contains(name) ? blockOption(command) : Optional.empty();
    }

    private static Optional<Duration> blockOption(RedisCommand command) {
        // Behind STREAMS there are only keys and ids; a group or a consumer may well be called BLOCK.
        int first = command.option(0).equals("GROUP") ? 3 : 0;
        for (int i = first; i < command.arguments().size() && !command.option(i).equals("STREAMS"); i++) {
            if (command.option(i).equals("BLOCK")) {
                return Optional.of(duration(command, i + 1, 1));
            }
        }
        return Optional.empty();
    }

    private static Duration duration(RedisCommand command, int index, int millisPerUnit) {
        try {
            double millis = Double.parseDouble(command.option(Math.max(0, index))) * millisPerUnit;
            if (millis == 0) {
                return Duration.ZERO;
            }
            return millis > 0 ? Duration.ofMillis((long) Math.ceil(Math.min(millis, MILLIS_PER_DAY))) : UNKNOWN;
        } catch (NumberFormatException e) {
            return UNKNOWN;
        }
    }
}
