package io.redisha.local;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * A plain blocking client: it sends what it is told and reads what comes, without a reconnect, a retry or a pool, so that
 * a test sees exactly what a connection goes through. Failures of the connection are {@link UncheckedIOException}s; a
 * read that takes longer than the timeout (10 s unless set) is one with a {@link SocketTimeoutException} as its cause.
 * <p>
 * For one thread, but one may write while another reads.
 */
public final class RespConnection implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Socket socket;
    private final BufferedInputStream in;
    private final ReplyReader reader;
    private int timeoutMillis;

    private RespConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.reader = new ReplyReader(in);
    }

    /** Connects within 10 s. */
    public static RespConnection connect(String host, int port) {
        return connect(host, port, TIMEOUT);
    }

    /** Connects within the limit, which is then also the timeout of each read. */
    public static RespConnection connect(String host, int port, Duration limit) {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(host, port), millis(limit));
            socket.setTcpNoDelay(true);
            return new RespConnection(socket).timeout(limit);
        } catch (IOException e) {
            closeAfter(socket, e);
            throw new UncheckedIOException(host + ":" + port + ": " + e.getMessage(), e);
        }
    }

    /** How long each read may wait; at least 1 ms. */
    public RespConnection timeout(Duration limit) {
        try {
            timeoutMillis = millis(limit);
            socket.setSoTimeout(timeoutMillis);
            return this;
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Writes one command and reads one reply. */
    public Reply call(String... command) {
        write(command);
        return read();
    }

    /** As {@link #call(String...)}, for arguments that are no text. */
    public Reply call(byte[]... command) {
        write(command);
        return read();
    }

    /** Writes one command (as UTF-8) and does not wait for its reply. */
    public void write(String... command) {
        write(utf8(command));
    }

    /** As {@link #write(String...)}, for arguments that are no text. */
    public void write(byte[]... command) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        encode(command, out);
        send(out.toByteArray());
    }

    /** Writes all these commands (as UTF-8) at once, as a pipeline, and does not wait for their replies. */
    public void writeAll(List<String[]> commands) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        commands.forEach(command -> encode(utf8(command), out));
        send(out.toByteArray());
    }

    /** Writes these bytes as they are: no command needs to be complete, or one at all. */
    public void send(byte[] raw) {
        try {
            socket.getOutputStream().write(raw);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Reads the next reply or push. */
    public Reply read() {
        try {
            return reader.read();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Whether the peer has closed or reset the connection; false while something is left to read. */
    public boolean isClosedByPeer() {
        try {
            in.mark(1);
            socket.setSoTimeout(1);
            try {
                int next = in.read();
                in.reset();
                return next < 0;
            } catch (SocketTimeoutException e) {
                return false;
            } finally {
                socket.setSoTimeout(timeoutMillis);
            }
        } catch (IOException e) {
            return true;
        }
    }

    /** The port of this side: what {@code CLIENT LIST} of a server without anything between shows. */
    public int localPort() {
        return socket.getLocalPort();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public String toString() {
        return "connection to " + socket.getRemoteSocketAddress();
    }

    private UncheckedIOException failure(IOException e) {
        return new UncheckedIOException(this + ": " + e.getMessage(), e);
    }

    private static byte[][] utf8(String... command) {
        byte[][] words = new byte[command.length][];
        for (int i = 0; i < words.length; i++) {
            words[i] = command[i].getBytes(StandardCharsets.UTF_8);
        }
        return words;
    }

    private static void encode(byte[][] command, ByteArrayOutputStream out) {
        out.writeBytes(line('*', command.length));
        for (byte[] word : command) {
            out.writeBytes(line('$', word.length));
            out.writeBytes(word);
            out.writeBytes(new byte[] { '\r', '\n' });
        }
    }

    private static byte[] line(char type, int number) {
        return (type + Integer.toString(number) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static int millis(Duration limit) {
        return Math.toIntExact(Math.max(1, limit.toMillis()));
    }

    private static void closeAfter(Socket socket, IOException because) {
        try {
            socket.close();
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }
}
