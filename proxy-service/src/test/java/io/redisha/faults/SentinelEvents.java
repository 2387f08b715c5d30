package io.redisha.faults;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

import io.redisha.local.Await;
import io.redisha.local.HaCluster;
import io.redisha.local.Reply;
import io.redisha.local.RespConnection;
import io.redisha.local.SentinelNode;

/** What the Sentinels say, heard from each of them directly. For any thread. */
final class SentinelEvents implements AutoCloseable {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final Duration SILENCE_LIMIT = Duration.ofMinutes(10);

    private final List<RespConnection> connections = new ArrayList<>();
    private final List<Long> switches = new ArrayList<>();
    private final Map<SentinelNode, Integer> switchesOfOne = new HashMap<>();
    private final Map<String, Long> firsts = new HashMap<>();
    private volatile boolean closing;

    SentinelEvents(HaCluster cluster) {
        for (SentinelNode sentinel : cluster.sentinels()) {
            RespConnection connection = RespConnection.connect(sentinel.host(), sentinel.port(), CONNECT_LIMIT);
            connection.call("PSUBSCRIBE", "*");
            connection.timeout(SILENCE_LIMIT);
            connections.add(connection);
            Thread thread = new Thread(() -> listen(sentinel, connection), "events of " + sentinel.name());
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void listen(SentinelNode sentinel, RespConnection connection) {
        try {
            while (true) {
                List<Reply> event = connection.read().items();
                hear(sentinel, event.get(2).text(), System.nanoTime());
            }
        } catch (UncheckedIOException e) {
            if (!closing) {
                Await.until(sentinel + " has ended, as its connection has", CONNECT_LIMIT, () -> !sentinel.isAlive());
            }
        }
    }

    private synchronized void hear(SentinelNode sentinel, String event, long now) {
        firsts.putIfAbsent(event, now);
        if (event.equals("+switch-master")) {
            int count = switchesOfOne.merge(sentinel, 1, Integer::sum);
            if (count > switches.size()) {
                switches.add(now);
            }
        }
    }

    /** How many times the master was switched, by the Sentinel that saw it most often. */
    synchronized int switches() {
        return switches.size();
    }

    /** When the first Sentinel said the first {@code +switch-master}. */
    synchronized OptionalLong firstSwitch() {
        return switches.isEmpty() ? OptionalLong.empty() : OptionalLong.of(switches.get(0));
    }

    /** The first of each event after a moment, in ms from then. */
    synchronized Map<String, Long> timeline(long from) {
        Map<String, Long> timeline = new TreeMap<>();
        firsts.forEach((event, at) -> {
            if (at - from > 0) {
                timeline.put(event, Duration.ofNanos(at - from).toMillis());
            }
        });
        return timeline;
    }

    void awaitSwitches(int count, Duration limit) {
        Await.until("+switch-master number " + count, limit, () -> switches() >= count);
    }

    @Override
    public void close() {
        closing = true;
        connections.forEach(RespConnection::close);
    }
}
