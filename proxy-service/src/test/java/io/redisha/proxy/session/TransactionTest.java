package io.redisha.proxy.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

class TransactionTest {

    @Test
    void shouldLoseNothingThatIsNotThere() {
        assertSame(Transaction.NONE, Transaction.NONE.linkLost());
    }

    @Test
    void shouldTakeWatchedKeysAsChanged() {
        Transaction lost = Transaction.NONE.watch().linkLost();
        assertSame(Transaction.WATCH_LOST, lost);
        assertSame(Transaction.WATCH_LOST, lost.linkLost());
        assertSame(Transaction.WATCH_LOST, lost.watch(), "another key watched does not bring the first back");
        assertEquals(new Transaction.Doomed(true), lost.multi());
    }

    @Test
    void shouldDoomAnOpenTransaction() {
        Transaction open = Transaction.WATCHING.multi();
        assertTrue(open.isOpen());
        assertSame(open, open.multi());
        assertEquals(new Transaction.Doomed(false), open.linkLost());
        assertEquals(new Transaction.Doomed(false), open.linkLost().linkLost());
        assertEquals(new Transaction.Open(List.of()), Transaction.NONE.multi());
    }
}
