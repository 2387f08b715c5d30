package io.redisha.watcher.sentinel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(2);

    @Test
    void shouldDoubleUpToTheLimitAndBeginAnew() {
        Backoff backoff = new Backoff(SHORTEST, LONGEST, () -> 0);

        int[] pauses = IntStream.range(0, 7).map(i -> (int) backoff.next().toMillis()).toArray();

        assertEquals("[100, 200, 400, 800, 1600, 2000, 2000]", Arrays.toString(pauses));
        backoff.reset();
        assertEquals(SHORTEST, backoff.next());
    }

    @Test
    void shouldCutOffUpToHalf() {
        assertEquals(Duration.ofMillis(50), new Backoff(SHORTEST, LONGEST, () -> 1).next());
        Backoff random = new Backoff(SHORTEST, SHORTEST);
        for (int i = 0; i < 1_000; i++) {
            long pause = random.next().toMillis();
            assertTrue(pause >= 50 && pause <= 100, () -> "a pause of " + pause + " ms");
        }
    }
}
