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

class ReplyScannerTest {

    private static final List<String> REPLIES = List.of("+OK\r\n", "-ERR no\r\n", ":42\r\n", "$5\r\nhello\r\n", "$0\r\n\r\n",
            "$-1\r\n", "*-1\r\n", "*0\r\n", "*2\r\n$1\r\na\r\n*2\r\n:1\r\n*0\r\n", "_\r\n", "#t\r\n", ",1.5\r\n",
            "(12345678901234567890\r\n", "!3\r\nERR\r\n", "=7\r\ntxt:abc\r\n", "%1\r\n+k\r\n*1\r\n+v\r\n", "~1\r\n:1\r\n",
            ">3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$2\r\nhi\r\n", "|1\r\n+key\r\n%0\r\n*1\r\n:7\r\n",
            "*1\r\n" + "*1\r\n".repeat(200) + ":1\r\n", "$13\r\n+OK\r\n-ERR x\r\n\r\n");

    private static List<String> scan(String bytes, Random cuts) throws ProtocolException {
        ReplyScanner scanner = new ReplyScanner();
        List<String> replies = new ArrayList<>();
        ByteBuf all = Unpooled.copiedBuffer(bytes, ISO_8859_1);
        int start = 0;
        int at = 0;
        while (at < all.writerIndex()) {
            int to = cuts == null ? all.writerIndex() : at + 1 + cuts.nextInt(all.writerIndex() - at);
            at = scanner.advance(all, at, to);
            if (scanner.complete()) {
                replies.add(all.toString(start, at - start, ISO_8859_1));
                start = at;
                scanner.next();
            }
        }
        return replies;
    }

    private static ReplyScanner read(String reply) throws ProtocolException {
        ReplyScanner scanner = new ReplyScanner();
        ByteBuf bytes = Unpooled.copiedBuffer(reply, ISO_8859_1);
        for (int i = 0; i < bytes.writerIndex(); i++) {
            scanner.advance(bytes, i, i + 1);
        }
        assertTrue(scanner.complete());
        return scanner;
    }

    @Test
    void shouldFindEachReplyHoweverItIsCut() throws ProtocolException {
        String bytes = String.join("", REPLIES);
        assertEquals(REPLIES, scan(bytes, null));
        for (int seed = 0; seed < 2000; seed++) {
            assertEquals(REPLIES, scan(bytes, new Random(seed)), "seed " + seed);
        }
    }

    @Test
    void shouldTellTheFirstElement() throws ProtocolException {
        byte[] message = "message".getBytes(ISO_8859_1);
        assertTrue(read("*3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$1\r\nx\r\n").firstElementIs(message));
        assertTrue(read(">3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$1\r\nx\r\n").firstElementIs(message));
        assertFalse(read("*3\r\n$8\r\npmessage\r\n$1\r\nc\r\n$1\r\nx\r\n").firstElementIs(message));
        assertFalse(read("*1\r\n$9\r\nmessages!\r\n").firstElementIs(message));
        assertFalse(read("+message\r\n").firstElementIs(message));
        assertFalse(read("*1\r\n:1\r\n").firstElementIs(message));
    }

    @Test
    void shouldTellTheKind() throws ProtocolException {
        assertTrue(read("-NOAUTH Authentication required.\r\n").isError());
        assertEquals("NOAUTH Authentication required.", read("-NOAUTH Authentication required.\r\n").firstLine());
        assertTrue(read(">1\r\n+x\r\n").isPush());
        assertTrue(read("+1700000000.123456 [0 127.0.0.1:1] \"PING\"\r\n").isMonitorLine());
        assertFalse(read("+OK\r\n").isMonitorLine());
    }

    @ParameterizedTest
    @ValueSource(strings = { "HTTP/1.1 400 Bad Request\r\n", "$x\r\n", "*1\r\n?\r\n", "\0", "$99999999999999999999\r\n" })
    void shouldRefuseWhatNoRedisSends(String bytes) {
        assertThrows(ProtocolException.class, () -> scan(bytes, null));
    }
}
