package io.redisha.watcher;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A server on loopback that does as it is told, also what no Redis and no Sentinel would do. One thread per connection. */
public final class ScriptedServer implements AutoCloseable {

    /** What happens on one connection; it is closed at the end. */
    public interface Script {
        void serve(InputStream in, OutputStream out) throws IOException;
    }

    private final ServerSocket socket;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile Script script;

    private ScriptedServer(ServerSocket socket, Script script) {
        this.socket = socket;
        this.script = script;
    }

    public static ScriptedServer start(Script script) {
        return start("127.0.0.1", 0, script);
    }

    /** @param port 0 for a free one */
    public static ScriptedServer start(String host, int port, Script script) {
        try {
            ScriptedServer server = new ScriptedServer(new ServerSocket(port, 50, InetAddress.getByName(host)), script);
            daemon(server::accept);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A script that reads RESP commands, whose names come in upper case, and writes what the function makes of each; null ends
     * the connection.
     */
    public static Script answering(Function<List<String>, String> answers) {
        return (in, out) -> {
            for (List<String> command = command(in); command != null; command = command(in)) {
                String answer = answers.apply(command);
                if (answer == null) {
                    return;
                }
                out.write(answer.getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        };
    }

    /** A script that writes this and then reads until the peer goes. */
    public static Script saying(String text) {
        return (in, out) -> {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            in.transferTo(OutputStream.nullOutputStream());
        };
    }

    /** A RESP array; null is nil. */
    public static String array(String... elements) {
        StringBuilder text = new StringBuilder("*" + elements.length + "\r\n");
        for (String element : elements) {
            text.append(bulk(element));
        }
        return text.toString();
    }

    public static String bulk(String element) {
        return element == null ? "$-1\r\n" : "$" + element.length() + "\r\n" + element + "\r\n";
    }

    public int port() {
        return socket.getLocalPort();
    }

    public String address() {
        return socket.getInetAddress().getHostAddress() + ":" + port();
    }

    /** Connections accepted and not yet closed by the peer or by a script. */
    public int openConnections() {
        return open.size();
    }

    /** How many connections there have been. */
    public int accepted() {
        return accepted.get();
    }

    /** From now on this happens, on new connections; those there are end. */
    public void become(Script next) {
        script = next;
        open.forEach(ScriptedServer::closeQuietly);
    }

    @Override
    public void close() {
        closeQuietly(socket);
        open.forEach(ScriptedServer::closeQuietly);
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                open.add(connection);
                accepted.incrementAndGet();
                daemon(() -> serve(connection));
            } catch (IOException e) {
                // Closed, or the peer was faster.
                continue;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            script.serve(new BufferedInputStream(connection.getInputStream()), connection.getOutputStream());
        } catch (IOException e) {
            // The peer has gone: that is what many tests are about.
        } finally {
            open.remove(connection);
        }
    }

    private static List<String> command(InputStream in) throws IOException {
        String count = line(in);
        if (count == null) {
            return null;
        }
        List<String> command = new ArrayList<>();
        for (int i = Integer.parseInt(count.substring(1)); i > 0; i--) {
            int length = Integer.parseInt(line(in).substring(1));
            command.add(new String(in.readNBytes(length), StandardCharsets.UTF_8));
            line(in);
        }
        command.set(0, command.get(0).toUpperCase(Locale.ROOT));
        return command;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                return null;
            }
            if (c != '\r') {
                text.append((char) c);
            }
        }
        return text.toString();
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // It is being thrown away.
        }
    }
}
