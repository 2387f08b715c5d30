package io.redisha.proxy.resp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

class RequestScannerTest {

    private static List<String> scan(String bytes, Random cuts) throws ProtocolException {
        RequestScanner scanner = new RequestScanner();
        List<String> requests = new ArrayList<>();
        ByteBuf all = Unpooled.copiedBuffer(bytes, ISO_8859_1);
        int start = 0;
        int at = 0;
        while (at < all.writerIndex()) {
            int to = cuts == null ? all.writerIndex() : at + 1 + cuts.nextInt(all.writerIndex() - at);
            at = scanner.advance(all, at, to);
            if (scanner.complete()) {
                requests.add(all.toString(start, at - start, ISO_8859_1));
                start = at;
                scanner.next();
            }
        }
        assertTrue(scanner.idle());
        return requests;
    }

    @Test
    void shouldFindEachRequestHoweverItIsCut() throws ProtocolException {
        List<String> requests = List.of("*1\r\n$4\r\nPING\r\n", "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$0\r\n\r\n", "PING\r\n",
                "*0\r\n",
                "\r\n", "*2\r\n$4\r\nECHO\r\n$14\r\n*1\r\n$4\r\nPING\r\n\r\n", "SET k \"v\"\n",
                "*2\r\n$3\r\nGET\r\n$300\r\n" + "x".repeat(300) + "\r\n");
        String bytes = String.join("", requests);
        assertEquals(requests, scan(bytes, null));
        for (int seed = 0; seed < 2000; seed++) {
            assertEquals(requests, scan(bytes, new Random(seed)), "seed " + seed);
        }
    }

    @Test
    void shouldKnowTheNameInAnyCase() throws ProtocolException {
        RequestScanner scanner = new RequestScanner();
        ByteBuf bytes = Unpooled.copiedBuffer("*2\r\n$9\r\nsubScribe\r\n$1\r\nc\r\n", ISO_8859_1);
        int at = scanner.advance(bytes, 0, 12);
        assertFalse(scanner.nameKnown());
        at = scanner.advance(bytes, at, 20);
        assertTrue(scanner.nameKnown());
        assertTrue(scanner.nameIs("SUBSCRIBE".getBytes(ISO_8859_1)));
        assertFalse(scanner.nameIs("SUBSCRIB".getBytes(ISO_8859_1)));
        scanner.advance(bytes, at, bytes.writerIndex());
        assertTrue(scanner.complete());
    }

    @Test
    void shouldNotTakeThePrefixOfALongNameForAShortOne() throws ProtocolException {
        RequestScanner scanner = new RequestScanner();
        ByteBuf bytes = Unpooled.copiedBuffer("*1\r\n$40\r\n" + "SUBSCRIBE".repeat(4) + "MORE\r\n", ISO_8859_1);
        scanner.advance(bytes, 0, bytes.writerIndex());
        assertTrue(scanner.complete());
        assertTrue(scanner.nameLength() > 16);
    }

    @ParameterizedTest
    @ValueSource(strings = { "*-1\r\n", "*1048577\r\n", "*1\r\n$-1\r\n", "*1\r\n$536870913\r\n", "*1\r\n:1\r\n", "*1x\r\n",
            "*\r\n", "*1\n", "*1\r\n$\r\n", "*1\r\n$1\rx", "*--1\r\n", "*0000000000000000000001\r\n" })
    void shouldRefuseWhatIsNoRequest(String bytes) {
        assertThrows(ProtocolException.class, () -> scan(bytes, null));
        for (int seed = 0; seed < 20; seed++) {
            Random cuts = new Random(seed);
            assertThrows(ProtocolException.class, () -> scan(bytes, cuts));
        }
    }

    @Test
    void shouldBoundALineWithoutAnEnd() throws ProtocolException {
        RequestScanner scanner = new RequestScanner();
        ByteBuf most = Unpooled.copiedBuffer("A".repeat(64 * 1024), ISO_8859_1);
        scanner.advance(most, 0, most.writerIndex());
        assertThrows(ProtocolException.class, () -> scanner.advance(most, 0, 1));
    }
}
