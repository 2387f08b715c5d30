package io.redisha.watcher.master;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CreditTest {

    private final Credit credit = new Credit(5_000);

    @Test
    void shouldBeginWithTwoDrainLimits() {
        assertEquals(10_000, credit.left("s1", 0));
    }

    @Test
    void shouldShrinkByWhatIsChargedAndComeBackWithTime() {
        credit.charge("s1", 4_000, 0);
        assertEquals(6_000, credit.left("s1", 0));
        assertEquals(7_000, credit.left("s1", 6_000));

        credit.charge("s1", 4_000, 6_000);
        assertEquals(3_000, credit.left("s1", 6_000));
        assertEquals(10_000, credit.left("s1", 100_000));
        assertEquals(10_000, credit.left("s2", 0), "each has its own");
    }

    @Test
    void shouldGetBackWhatIsRefundedAndNoMore() {
        credit.charge("s1", 4_000, 0);
        credit.refund("s1", 3_000, 0);
        assertEquals(9_000, credit.left("s1", 0));
        credit.refund("s1", 3_000, 0);
        credit.refund("s2", 3_000, 0);

        assertEquals(10_000, credit.left("s1", 0));
        assertEquals(10_000, credit.left("s2", 0));
    }

    @Test
    void shouldNeverOweMoreThanAMinuteForgives() {
        credit.charge("s1", 1_000_000, 0);

        assertEquals(0, credit.left("s1", 0));
        assertEquals(10_000, credit.left("s1", 60_000));
    }

    @Test
    void shouldRememberDebtsOfManyAndForgetThePaidOnes() {
        for (int i = 0; i < 1_000; i++) {
            credit.charge("s" + i, 6_000, i * 1_000L);
        }

        assertEquals(4_000, credit.left("s999", 999_000));
        assertEquals(10_000, credit.left("s1", 999_000));
    }
}
