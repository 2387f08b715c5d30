package io.redisha.proxy.session;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.redisha.proxy.resp.RespError;

/** What becomes of each kind of entry when the link is lost. */
class ReplyLedgerTest {

    private final ReplyLedger ledger = new ReplyLedger(UnpooledByteBufAllocator.DEFAULT);

    private static byte[] bytes(String text) {
        return text.getBytes(US_ASCII);
    }

    @Test
    void shouldAnswerEachKindByWhatIsKnownOfIt() {
        ledger.add(Passing.ORDINARY);
        ledger.add(new Expected.Begin(() -> {
        }));
        ledger.add(Passing.QUEUED);
        ledger.add(new Expected.Commit(List.of()));
        ledger.add(Passing.UNDO);
        ledger.add(Passing.BLOCKING);
        ledger.add(new Expected.Local(bytes("+mine\r\n")));
        ledger.add(new Expected.Hidden(() -> {
        }));

        assertEquals(3, ledger.linkLost());

        for (byte[] reply : List.of(RespError.unknownOutcome(), bytes("+OK\r\n"), bytes("+QUEUED\r\n"),
                RespError.unknownOutcome(), bytes("+OK\r\n"), RespError.unknownOutcome(), bytes("+mine\r\n"))) {
            assertArrayEquals(reply, ledger.takeLocal());
        }
        assertTrue(ledger.isEmpty());
    }

    @Test
    void shouldSendAgainWhatIsAboutTheSessionInItsPlace() {
        byte[] select = bytes("*2\r\n$6\r\nSELECT\r\n$1\r\n3\r\n");
        ledger.add(Passing.ORDINARY);
        ledger.add(new Expected.Change(select, SessionChange.NONE));
        ledger.add(Confirmations.of(List.of(bytes("SUBSCRIBE"), bytes("a"))));
        ledger.add(Passing.ORDINARY);

        assertEquals(2, ledger.linkLost());

        assertArrayEquals(RespError.unknownOutcome(), ledger.takeLocal());
        assertNull(ledger.takeLocal(), "the answer to SELECT comes first");
        assertEquals(2, ledger.requests(0).size());
        assertEquals(Unpooled.wrappedBuffer(select), ledger.requests(0).get(0));
        ledger.refuse(RespError.noMaster());
        assertArrayEquals(RespError.noMaster(), ledger.takeLocal());
        assertArrayEquals(RespError.noMaster(), ledger.takeLocal());
        assertArrayEquals(RespError.unknownOutcome(), ledger.takeLocal());
    }
}
