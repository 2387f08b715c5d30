package io.redisha.faults.workload;

import java.time.Duration;

/** When a client acts next: once per period, and at once if it was held up, without catching up. For one thread. */
final class Pace {

    private final long period;
    private long due = System.nanoTime();

    Pace(Duration period) {
        this.period = period.toNanos();
    }

    void await() {
        long now = System.nanoTime();
        if (due - now > 0) {
            pause(Duration.ofNanos(due - now));
            due += period;
        } else {
            due = now + period;
        }
    }

    static void pause(Duration duration) {
        try {
            Thread.sleep(duration.toMillis(), duration.toNanosPart() % 1_000_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("a client was interrupted", e);
        }
    }
}
