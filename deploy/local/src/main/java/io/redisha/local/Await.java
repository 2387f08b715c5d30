package io.redisha.local;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition by asking again every 20 ms until a deadline. */
public final class Await {

    private static final Duration PAUSE = Duration.ofMillis(20);

    private Await() {
    }

    /** The condition did not hold in time; an error, so that a test fails with it rather than breaks. */
    public static final class DeadlineExceeded extends AssertionError {
        DeadlineExceeded(String what, Duration limit, Throwable lastFailure) {
            super("not within " + limit.toMillis() + " ms: " + what, lastFailure);
        }
    }

    /**
     * Returns as soon as the condition holds.
     *
     * @param what completes the sentence "not within 5000 ms: ..."
     * @param condition asked on this thread; an {@link UncheckedIOException} counts as "not yet" and becomes the cause
     * @throws DeadlineExceeded if it does not hold within the limit
     */
    public static void until(String what, Duration limit, BooleanSupplier condition) {
        value(() -> what, limit, PAUSE, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    /** As {@link #until}, but returns the first value that is there. */
    public static <T> T value(String what, Duration limit, Supplier<Optional<T>> source) {
        return value(() -> what, limit, PAUSE, source);
    }

    /** As above, for a description that is known only at the deadline, and for what must not be asked that often. */
    static <T> T value(Supplier<String> what, Duration limit, Duration pause, Supplier<Optional<T>> source) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            UncheckedIOException failure = null;
            try {
                Optional<T> value = source.get();
                if (value.isPresent()) {
                    return value.get();
                }
            } catch (UncheckedIOException e) {
                failure = e;
            }
            if (System.nanoTime() - deadline >= 0) {
                throw new DeadlineExceeded(what.get(), limit, failure);
            }
            pause(what, pause);
        }
    }

    private static void pause(Supplier<String> what, Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for: " + what.get(), e);
        }
    }
}
