package io.redisha.watcher.master;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.redisha.watcher.redis.Address;
import io.redisha.watcher.redis.RedisNode;
import io.redisha.watcher.sentinel.ReplicaState;
import io.redisha.watcher.sentinel.SentinelReport;

/**
 * Builds what one Sentinel says. Nodes are written {@code A} or {@code A/id}: the address A:1, and the run id; Sentinels are
 * their ids.
 */
final class Report {

    private final String sentinel;
    private RedisNode master;
    private long epoch;
    private boolean switched = true;
    private int quorum = 2;
    private final List<SentinelReport.Replica> replicas = new ArrayList<>();
    private final List<SentinelReport.Peer> peers = new ArrayList<>();

    private Report(String sentinel) {
        this.sentinel = sentinel;
    }

    static Report by(String sentinel) {
        return new Report(sentinel);
    }

    Report master(String node, long atEpoch) {
        master = node(node);
        epoch = atEpoch;
        return this;
    }

    /** It leads the failover, and its {@code SENTINEL MASTER} shows the former one still. */
    Report unswitched() {
        switched = false;
        return this;
    }

    Report quorum(int size) {
        quorum = size;
        return this;
    }

    Report replicas(String... nodes) {
        return replicas(ReplicaState.ONLINE, true, nodes);
    }

    Report replicas(ReplicaState state, boolean follow, String... nodes) {
        for (String node : nodes) {
            replicas.add(new SentinelReport.Replica(node(node), state, follow));
        }
        return this;
    }

    Report peers(String... sentinels) {
        return silentPeers(Duration.ZERO, sentinels);
    }

    Report silentPeers(Duration silence, String... sentinels) {
        for (String id : sentinels) {
            peers.add(new SentinelReport.Peer(id, new Address(id.isEmpty() ? "nameless" : id, 1), silence));
        }
        return this;
    }

    SentinelReport build() {
        return new SentinelReport(sentinel, master, switched, false, epoch, quorum, List.copyOf(replicas), List.copyOf(peers));
    }

    static Address address(String node) {
        return node(node).address();
    }

    static RedisNode node(String text) {
        String[] parts = text.split("/");
        return new RedisNode(new Address(parts[0], 1), parts.length > 1 ? parts[1] : "");
    }

    static Votes votes(int known, Report... reports) {
        return new Votes(known, List.of(reports).stream().map(Report::build).toList());
    }
}
