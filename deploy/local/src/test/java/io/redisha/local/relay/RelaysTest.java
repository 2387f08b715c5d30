package io.redisha.local.relay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.redisha.local.Ports;

/** Between plain sockets: one process that listens, another process and a client that connect. */
class RelaysTest {

    private static final String PROCESS = "127.0.1.1";
    private static final String OTHER = "127.0.1.2";
    private static final int SOON = 200;
    private static final int LIMIT = 5_000;

    private final int port = Ports.free();
    private ServerSocket process;
    private Relays relays;

    @BeforeEach
    void open() throws IOException {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "only Linux has all of 127.0.0.0/8 on loopback");
        process = new ServerSocket(port, 10, InetAddress.getByName(PROCESS));
        process.setSoTimeout(LIMIT);
        relays = new Relays();
        relays.open(PROCESS, port);
    }

    @AfterEach
    void close() throws IOException {
        if (relays != null) {
            relays.close();
            process.close();
        }
    }

    @Test
    void shouldPassOnEveryByteInBothDirections() throws IOException {
        byte[] much = new byte[3_000_000];
        new Random(1).nextBytes(much);
        try (Socket client = connect(Relays.CLIENTS); Socket accepted = accept()) {
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> write(client, much));
            assertArrayEquals(much, accepted.getInputStream().readNBytes(much.length));
            sent.join();

            sent = CompletableFuture.runAsync(() -> write(accepted, much));
            assertArrayEquals(much, client.getInputStream().readNBytes(much.length));
            sent.join();
        }
    }

    @Test
    void shouldPassOnAnEndAsAnEndAndStillAnswer() throws IOException {
        try (Socket client = connect(Relays.CLIENTS); Socket accepted = accept()) {
            client.shutdownOutput();
            assertEquals(-1, accepted.getInputStream().read());

            write(accepted, new byte[] { 7 });
            accepted.close();
            assertEquals(7, client.getInputStream().read());
            assertEquals(-1, client.getInputStream().read());
        }
    }

    @Test
    void shouldHoldEverythingOnACutWireAndDeliverItAfterwards() throws IOException {
        try (Socket caller = connect(OTHER); Socket accepted = accept()) {
            relays.cut(PROCESS, OTHER);
            write(caller, new byte[] { 1 });
            write(accepted, new byte[] { 2 });
            accepted.shutdownOutput();

            assertSilent(accepted);
            assertSilent(caller);

            relays.heal(OTHER);
            assertEquals(1, accepted.getInputStream().read());
            assertEquals(2, caller.getInputStream().read());
            assertEquals(-1, caller.getInputStream().read());
        }
    }

    @Test
    void shouldHoldANewConnectionOverACutWire() throws IOException {
        relays.cut(OTHER, PROCESS);
        try (Socket caller = connect(OTHER)) {
            write(caller, new byte[] { 1 });
            process.setSoTimeout(SOON);
            assertThrows(SocketTimeoutException.class, process::accept);

            process.setSoTimeout(LIMIT);
            relays.heal(PROCESS);
            try (Socket accepted = accept()) {
                assertEquals(1, accepted.getInputStream().read());
            }
        }
    }

    @Test
    void shouldLetOthersThroughBesideACutWire() throws IOException {
        relays.cut(PROCESS, OTHER);
        try (Socket client = connect(Relays.CLIENTS); Socket accepted = accept()) {
            write(client, new byte[] { 1 });
            assertEquals(1, accepted.getInputStream().read());

            relays.isolate(PROCESS);
            write(client, new byte[] { 2 });
            assertSilent(accepted);
        }
    }

    @Test
    void shouldEndTheConnectionWhenNobodyListensBehindTheRelay() throws IOException {
        process.close();
        try (Socket client = connect(Relays.CLIENTS)) {
            assertEquals(-1, client.getInputStream().read());
        }
    }

    @Test
    void shouldRefuseAfterwardsAndListenAgain() throws IOException {
        relays.refuse(PROCESS);
        assertThrows(ConnectException.class, () -> connect(Relays.CLIENTS));

        relays.open(PROCESS, port);
        try (Socket client = connect(Relays.CLIENTS); Socket accepted = accept()) {
            write(client, new byte[] { 1 });
            assertEquals(1, accepted.getInputStream().read());
        }
    }

    @Test
    void shouldNameAPortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(Relays.CLIENTS))) {
            UncheckedIOException failure = assertThrows(UncheckedIOException.class,
                    () -> relays.open(OTHER, taken.getLocalPort()));

            assertTrue(failure.getMessage().contains("127.0.0.1:" + taken.getLocalPort()), failure.getMessage());
        }
    }

    private Socket connect(String from) throws IOException {
        Socket socket = new Socket();
        try {
            socket.bind(new InetSocketAddress(from, 0));
            socket.connect(new InetSocketAddress(Relays.CLIENTS, port), LIMIT);
            socket.setSoTimeout(LIMIT);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private Socket accept() throws IOException {
        Socket socket = process.accept();
        socket.setSoTimeout(LIMIT);
        return socket;
    }

    private static void assertSilent(Socket socket) throws IOException {
        socket.setSoTimeout(SOON);
        assertThrows(SocketTimeoutException.class, () -> socket.getInputStream().read());
        socket.setSoTimeout(LIMIT);
    }

    private static void write(Socket socket, byte[] bytes) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
