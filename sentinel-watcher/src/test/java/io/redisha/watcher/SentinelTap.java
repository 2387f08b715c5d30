package io.redisha.watcher;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

import io.redisha.local.HaCluster;
import io.redisha.local.Reply;
import io.redisha.local.RespConnection;
import io.redisha.local.SentinelNode;

/** Hears what the Sentinels of a cluster tell, and when: the clock of a failover. */
final class SentinelTap implements AutoCloseable {

    /** @param at in {@link System#nanoTime()} */
    record Told(SentinelNode sentinel, String channel, String message, long at) {
    }

    private final Queue<Told> told = new ConcurrentLinkedQueue<>();
    private final List<RespConnection> connections;

    SentinelTap(HaCluster cluster) {
        connections = cluster.sentinels().stream().map(this::tap).toList();
    }

    private RespConnection tap(SentinelNode sentinel) {
        RespConnection connection = RespConnection.connect(sentinel.host(), sentinel.port()).timeout(Duration.ofMinutes(5));
        connection.call("PSUBSCRIBE", "*");
        Thread reader = new Thread(() -> read(sentinel, connection), "sentinel-tap");
        reader.setDaemon(true);
        reader.start();
        return connection;
    }

    private void read(SentinelNode sentinel, RespConnection connection) {
        try {
            while (true) {
                List<Reply> push = connection.read().items();
                told.add(new Told(sentinel, push.get(2).text(), push.get(3).text(), System.nanoTime()));
            }
        } catch (UncheckedIOException e) {
            // Closed by the test.
        }
    }

    /** The first event on this channel since then. */
    Optional<Told> first(String channel, long since) {
        return on(channel, since).findFirst();
    }

    Stream<Told> on(String channel, long since) {
        return told.stream().filter(event -> event.at() >= since && event.channel().equals(channel));
    }

    @Override
    public void close() {
        connections.forEach(RespConnection::close);
    }
}
