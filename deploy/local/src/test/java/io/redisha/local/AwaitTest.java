package io.redisha.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

class AwaitTest {

    @Test
    void shouldAskUntilTheConditionHolds() {
        AtomicInteger asked = new AtomicInteger();

        Await.until("the third answer", Duration.ofSeconds(5), () -> asked.incrementAndGet() == 3);

        assertEquals(3, asked.get());
    }

    @Test
    void shouldNameWhatItWaitedForAndTheLastFailure() {
        Await.DeadlineExceeded error = assertThrows(Await.DeadlineExceeded.class,
                () -> Await.until("the moon is blue", Duration.ofMillis(50), () -> {
                    throw new UncheckedIOException(new IOException("too dark"));
                }));

        assertEquals("not within 50 ms: the moon is blue", error.getMessage());
        assertInstanceOf(UncheckedIOException.class, error.getCause());
    }

    @Test
    void shouldReturnTheFirstValueThatIsThere() {
        AtomicInteger asked = new AtomicInteger();

        int value = Await.value("a value", Duration.ofSeconds(5),
                () -> Optional.of(asked.incrementAndGet()).filter(n -> n > 1));

        assertEquals(2, value);
    }

    @Test
    void shouldAskOnceEvenWithoutTime() {
        Await.until("what holds already", Duration.ZERO, () -> true);
    }

    @Test
    void shouldStopWhenInterrupted() {
        Thread.currentThread().interrupt();

        assertThrows(IllegalStateException.class, () -> Await.until("never", Duration.ofSeconds(5), () -> false));

        assertTrue(Thread.interrupted());
    }
}
