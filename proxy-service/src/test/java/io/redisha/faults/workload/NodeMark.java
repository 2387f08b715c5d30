package io.redisha.faults.workload;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.redisha.local.Await;
import io.redisha.local.HaCluster;
import io.redisha.local.RedisNode;
import io.redisha.local.Reply;

/**
 * Lets the reply to INCR tell which node it ran on. The counter starts at another multiple of 10^12 on each node: an
 * increment is replicated as an increment, so that a replica keeps its multiple, also when it is promoted. Only a full
 * synchronisation takes it away, which no node goes through before it becomes the master.
 */
public final class NodeMark {

    private static final long UNIT = 1_000_000_000_000L;
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private NodeMark() {
    }

    /** Sets the keys on all nodes of a settled cluster. */
    static void seed(HaCluster cluster, List<String> keys) {
        RedisNode master = cluster.master();
        for (String key : keys) {
            set(master, key, of(cluster, master));
        }
        for (RedisNode replica : cluster.replicas()) {
            Await.until(replica + " has the counters", LIMIT,
                    () -> keys.stream().noneMatch(key -> replica.call("GET", key) instanceof Reply.Nil));
            require(replica.call("CONFIG", "SET", "replica-read-only", "no"));
            keys.forEach(key -> set(replica, key, of(cluster, replica)));
            require(replica.call("CONFIG", "SET", "replica-read-only", "yes"));
        }
    }

    /** The mark of a node. */
    static long of(HaCluster cluster, RedisNode node) {
        return cluster.nodes().indexOf(node) + 1L;
    }

    /** The mark of the node that gave this value. */
    static long of(long value) {
        return value / UNIT;
    }

    /** The value without the mark. */
    static long count(long value) {
        return value % UNIT;
    }

    private static void set(RedisNode node, String key, long mark) {
        require(node.call("SET", key, Long.toString(mark * UNIT)));
    }

    private static void require(Reply reply) {
        Optional.of(reply).filter(Reply.Status.class::isInstance)
                .orElseThrow(() -> new IllegalStateException("cannot mark a node: " + reply));
    }
}
