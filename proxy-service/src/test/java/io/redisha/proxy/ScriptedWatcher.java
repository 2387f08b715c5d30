package io.redisha.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A watcher that says what the test tells it to: for what a real one never says, or not at will. Real HTTP, the real format
 * of the feed.
 */
public final class ScriptedWatcher implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<OutputStream> followers = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private volatile String state;
    private long generation;

    public ScriptedWatcher() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/masters/mymaster/events", this::follow);
        server.setExecutor(threads);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The Authorization headers of the requests so far. */
    public List<String> authorizations() {
        return authorizations;
    }

    public synchronized void publish(String phase, int port, long epoch, boolean rollback) {
        generation++;
        state = """
                event: master
                id: %d
                data: {"name":"mymaster","phase":"%s","host":"127.0.0.1","port":%d,"epoch":%d,"generation":%d,\
                "confirmed":true,"rollback":%b}

                """.formatted(generation, phase, port, epoch, generation, rollback);
        followers.removeIf(follower -> !send(follower, state));
    }

    public void stable(int port, long epoch) {
        publish("stable", port, epoch, false);
    }

    private void follow(HttpExchange exchange) throws IOException {
        authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        synchronized (this) {
            if (state != null) {
                send(exchange.getResponseBody(), state);
            }
            followers.add(exchange.getResponseBody());
        }
    }

    private static boolean send(OutputStream follower, String event) {
        try {
            follower.write(event.getBytes(UTF_8));
            follower.flush();
            return true;
        } catch (IOException gone) {
            return false;
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
