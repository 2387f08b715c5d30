package io.redisha.local.relay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** All relays of one cluster. A process is named by the loopback address it is bound to. */
public final class Relays implements AutoCloseable {

    /** Where the relays listen, and the source address of everybody who is no process of the cluster. */
    public static final String CLIENTS = "127.0.0.1";

    private interface Task {
        void run() throws IOException;
    }

    /** Two ends of a wire, whichever way the connection was opened. */
    private record Wire(Set<String> ends) {
        static Wire between(String one, String other) {
            return new Wire(Set.of(one, other));
        }
    }

    private static final Duration CALL_LIMIT = Duration.ofSeconds(10);

    private final Selector selector;
    private final Thread loop;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    // From here on for the loop's thread alone.
    private final Map<String, ServerSocketChannel> listeners = new HashMap<>();
    private final Set<RelayedConnection> connections = new HashSet<>();
    private final Set<Wire> cuts = new HashSet<>();
    private final Set<String> isolated = new HashSet<>();
    private boolean closed;

    public Relays() {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open a selector: " + e.getMessage(), e);
        }
        loop = new Thread(this::loop, "relays");
        loop.setDaemon(true);
        loop.start();
    }

    /** Listens on the port and passes every connection on to the process at the same port of its own address. */
    public void open(String process, int port) {
        call(() -> {
            if (listeners.containsKey(process)) {
                return;
            }
            ServerSocketChannel listener = ServerSocketChannel.open();
            try {
                listener.bind(new InetSocketAddress(CLIENTS, port));
                listener.configureBlocking(false);
                listener.register(selector, SelectionKey.OP_ACCEPT, new InetSocketAddress(process, port));
            } catch (IOException e) {
                listener.close();
                throw new IOException("cannot listen on " + CLIENTS + ":" + port + ": " + e.getMessage(), e);
            }
            listeners.put(process, listener);
        });
    }

    /** Stops listening for a process that is gone, so that who connects is refused as he would be by itself. */
    public void refuse(String process) {
        call(() -> {
            ServerSocketChannel listener = listeners.remove(process);
            if (listener != null) {
                listener.close();
                // The port is given back only when the selector has forgotten it.
                selector.selectNow();
            }
        });
    }

    /** From now on nothing passes between the two, whoever opened the connection; one may be {@link #CLIENTS}. */
    public void cut(String one, String other) {
        call(() -> {
            cuts.add(Wire.between(one, other));
            applyCuts();
        });
    }

    /** From now on nothing passes between this process and anybody. */
    public void isolate(String process) {
        call(() -> {
            isolated.add(process);
            applyCuts();
        });
    }

    /** Everything passes again between this process and all that are not isolated. */
    public void heal(String process) {
        call(() -> {
            isolated.remove(process);
            cuts.removeIf(wire -> wire.ends().contains(process));
            applyCuts();
        });
    }

    /** Ends all relays and their connections. */
    @Override
    public void close() {
        if (!loop.isAlive()) {
            return;
        }
        call(() -> closed = true);
        try {
            loop.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void call(Task task) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        tasks.add(() -> {
            try {
                task.run();
                done.complete(null);
            } catch (IOException e) {
                done.completeExceptionally(e);
            }
        });
        selector.wakeup();
        try {
            done.get(CALL_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the relays", e);
        } catch (ExecutionException e) {
            throw new UncheckedIOException((IOException) e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("the relays do not answer; alive: " + loop.isAlive(), e);
        }
    }

    private void loop() {
        try (selector) {
            while (!closed) {
                selector.select();
                for (SelectionKey key : Set.copyOf(selector.selectedKeys())) {
                    serve(key);
                }
                selector.selectedKeys().clear();
                for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                    task.run();
                }
            }
            for (ServerSocketChannel listener : listeners.values()) {
                listener.close();
            }
            connections.forEach(RelayedConnection::close);
        } catch (IOException e) {
            throw new UncheckedIOException("the relays have failed", e);
        }
    }

    private void serve(SelectionKey key) throws IOException {
        if (!key.isValid()) {
            return;
        }
        if (key.isAcceptable()) {
            accept((ServerSocketChannel) key.channel(), (InetSocketAddress) key.attachment());
        } else {
            RelayedConnection connection = (RelayedConnection) key.attachment();
            connection.serve(key);
            if (connection.isClosed()) {
                connections.remove(connection);
            }
        }
    }

    private void accept(ServerSocketChannel listener, InetSocketAddress process) throws IOException {
        SocketChannel accepted = listener.accept();
        if (accepted == null) {
            return;
        }
        RelayedConnection connection;
        try {
            connection = new RelayedConnection(selector, accepted, process);
        } catch (IOException e) {
            // It ended at once, or there are no more sockets: this one connection is refused.
            accepted.close();
            return;
        }
        connections.add(connection);
        connection.silence(isCut(connection));
    }

    private void applyCuts() {
        connections.forEach(connection -> connection.silence(isCut(connection)));
        connections.removeIf(RelayedConnection::isClosed);
    }

    private boolean isCut(RelayedConnection connection) {
        String source = connection.source();
        String target = connection.target();
        // A process that calls itself uses no wire.
        return !source.equals(target) && (isolated.contains(source) || isolated.contains(target)
                || cuts.contains(Wire.between(source, target)));
    }
}
