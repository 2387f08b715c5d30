package io.redisha.watcher.sentinel;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * The pauses between attempts: they double up to a limit, less a random part of up to half, so that many do not knock at once.
 */
final class Backoff {

    private final Duration shortest;
    private final Duration longest;
    private final DoubleSupplier random;
    private Duration next;

    Backoff(Duration shortest, Duration longest) {
        this(shortest, longest, () -> ThreadLocalRandom.current().nextDouble());
    }

    /** @param random from 0 to less than 1 */
    Backoff(Duration shortest, Duration longest, DoubleSupplier random) {
        this.shortest = shortest;
        this.longest = longest;
        this.random = random;
        this.next = shortest;
    }

    Duration next() {
        Duration full = next;
        Duration doubled = full.multipliedBy(2);
        next = doubled.compareTo(longest) > 0 ? longest : doubled;
        return Duration.ofMillis(Math.round(full.toMillis() * (1 - random.getAsDouble() / 2)));
    }

    void reset() {
        next = shortest;
    }
}
