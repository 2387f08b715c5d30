package io.redisha.faults.workload;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.redisha.local.Reply;
import io.redisha.local.RespConnection;

/** Connections that have said something once, and wait. For one thread. */
public final class IdleClients implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final List<RespConnection> connections = new ArrayList<>();

    public IdleClients(int port, int count) {
        for (int i = 0; i < count; i++) {
            connections.add(RespConnection.connect("127.0.0.1", port, LIMIT));
            connections.get(i).call("PING");
        }
    }

    /** How many cannot go on as if nothing had happened. */
    public int countLost() {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        return (int) connections.stream().filter(connection -> isLost(connection, deadline)).count();
    }

    private static boolean isLost(RespConnection connection, long deadline) {
        try {
            connection.timeout(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
            return !(connection.call("ECHO", "still here") instanceof Reply.Bulk);
        } catch (UncheckedIOException e) {
            return true;
        }
    }

    @Override
    public void close() {
        connections.forEach(RespConnection::close);
    }
}
