package io.redisha.watcher.sentinel;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.redisha.watcher.redis.Address;
import io.redisha.watcher.redis.RedisNode;

/**
 * What one Sentinel says about one master, all read in one go.
 *
 * @param sentinelId who says it: the Sentinel's own id, or its address if it has not told the id
 * @param master from {@code GET-MASTER-ADDR-BY-NAME}: during a failover the leader names the promoted node there first
 * @param switched whether {@code SENTINEL MASTER} describes that node, too: the leader still describes the former one while it
 *        leads the other replicas to the new one
 * @param failingOver whether it is at work on a failover
 * @param epoch the {@code config-epoch} from {@code SENTINEL MASTER}
 * @param quorum how many Sentinels must find the master down for a failover
 */
public record SentinelReport(String sentinelId, RedisNode master, boolean switched, boolean failingOver, long epoch, int quorum,
        List<Replica> replicas,
        List<Peer> peers) {

    /** All it has described, the master first. */
    public Stream<RedisNode> nodes() {
        return Stream.concat(Stream.of(master), replicas.stream().map(Replica::node));
    }

    /**
     * A replica as this Sentinel sees it.
     *
     * @param follows whether the Sentinel has heard from the node itself that it is a replica; a former master is listed as a
     *        replica before that is so
     */
    public record Replica(RedisNode node, ReplicaState state, boolean follows) {
    }

    /**
     * Another Sentinel as this one sees it.
     *
     * @param silence since when it has not been heard, zero if it is in good health
     */
    public record Peer(String runId, Address address, Duration silence) {
    }
}
