package io.redisha.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a peer of which the test writes every byte. */
class RespConnectionTest {

    private ServerSocket server;
    private RespConnection connection;
    private Socket peer;

    @BeforeEach
    void connect() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        connection = RespConnection.connect("127.0.0.1", server.getLocalPort());
        peer = server.accept();
    }

    @AfterEach
    void close() throws IOException {
        connection.close();
        peer.close();
        server.close();
    }

    @Test
    void shouldWriteACommandAsAnArrayOfBulks() throws IOException {
        connection.write("SET", "k", "grün");

        String wanted = "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$5\r\ngrün\r\n";
        assertEquals(wanted, new String(peer.getInputStream().readNBytes(wanted.getBytes(UTF_8).length), UTF_8));
    }

    @Test
    void shouldWriteAPipelineInOrder() throws IOException {
        connection.writeAll(List.of(new String[] { "GET", "k" }, new String[] { "PING" }));

        String wanted = "*2\r\n$3\r\nGET\r\n$1\r\nk\r\n*1\r\n$4\r\nPING\r\n";
        assertEquals(wanted, new String(peer.getInputStream().readNBytes(wanted.length()), UTF_8));
    }

    @Test
    void shouldReadEveryTypeOfReply() throws IOException {
        answer("+OK\r\n-ERR no\r\n:-7\r\n$2\r\n\r\n\r\n$-1\r\n*-1\r\n_\r\n#t\r\n,1.5\r\n,-inf\r\n(12345678901234567890\r\n");
        answer("=7\r\ntxt:abc\r\n!5\r\nERR x\r\n*2\r\n:1\r\n*0\r\n%1\r\n+a\r\n:1\r\n~1\r\n:1\r\n>2\r\n+pong\r\n$0\r\n\r\n");
        answer("|1\r\n+ttl\r\n:3\r\n:9\r\n");

        assertEquals(new Reply.Status("OK"), connection.read());
        assertEquals(new Reply.Failure("ERR no"), connection.read());
        assertEquals(new Reply.Int(-7), connection.read());
        assertEquals("\r\n", connection.read().text());
        for (int i = 0; i < 3; i++) {
            assertNull(assertInstanceOf(Reply.Nil.class, connection.read()).text());
        }
        assertEquals(new Reply.Bool(true), connection.read());
        assertEquals(new Reply.Double(1.5), connection.read());
        assertEquals(new Reply.Double(Double.NEGATIVE_INFINITY), connection.read());
        assertEquals(new Reply.BigNumber(new BigInteger("12345678901234567890")), connection.read());
        assertEquals(new Reply.Verbatim("txt", "abc"), connection.read());
        assertEquals(new Reply.Failure("ERR x"), connection.read());
        assertEquals(new Reply.Array(List.of(new Reply.Int(1), new Reply.Array(List.of()))), connection.read());
        assertEquals(new Reply.MapReply(Map.of(new Reply.Status("a"), new Reply.Int(1))), connection.read());
        assertEquals(new Reply.SetReply(List.of(new Reply.Int(1))), connection.read());
        assertEquals(new Reply.Push(List.of(new Reply.Status("pong"), new Reply.Bulk(new byte[0]))), connection.read());
        assertEquals(new Reply.Int(9), connection.read(), "the attribute before it is left out");
    }

    @Test
    void shouldGiveFieldsOfAMapAndOfAnArrayOfPairs() throws IOException {
        answer("%1\r\n+role\r\n+master\r\n*2\r\n+role\r\n+master\r\n");

        assertEquals(Map.of("role", "master"), connection.read().fields());
        assertEquals(Map.of("role", "master"), connection.read().fields());
    }

    @Test
    void shouldTellAClosedConnectionFromAQuietOne() throws IOException {
        assertFalse(connection.isClosedByPeer());
        answer("+LAST\r\n");
        peer.close();

        assertFalse(connection.isClosedByPeer(), "there is something left to read");
        assertEquals("LAST", connection.read().text());
        Await.until("the end arrives", Duration.ofSeconds(5), connection::isClosedByPeer);
        assertThrows(UncheckedIOException.class, connection::read);
    }

    @Test
    void shouldTimeOutAndGoOn() throws IOException {
        connection.timeout(Duration.ofMillis(50));

        UncheckedIOException failure = assertThrows(UncheckedIOException.class, connection::read);
        assertInstanceOf(SocketTimeoutException.class, failure.getCause());

        answer("+LATE\r\n");
        assertEquals("LATE", connection.timeout(Duration.ofSeconds(5)).read().text());
    }

    @Test
    void shouldRefuseWhatIsNoReply() throws IOException {
        answer("$-2\r\n");
        assertTrue(assertThrows(UncheckedIOException.class, connection::read).getMessage().contains("length -2"));
        answer("HTTP/1.1 200 OK\r\n");
        assertTrue(assertThrows(UncheckedIOException.class, connection::read).getMessage().contains("no reply starts"));
    }

    private void answer(String bytes) throws IOException {
        peer.getOutputStream().write(bytes.getBytes(UTF_8));
    }
}
