package io.redisha.watcher.master;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import io.redisha.watcher.redis.RedisNode;
import io.redisha.watcher.sentinel.SentinelReport;
import io.redisha.watcher.sentinel.SentinelReport.Replica;

/**
 * The time of one published master.
 *
 * @param epoch as published: ahead of the configuration epoch it is the announced one
 * @param floor the configuration epoch of it or, as long as that has not followed, of its predecessor: what a Sentinel has to
 *        be above to be news
 * @param replicas the nodes that a majority of the Sentinels has known as its replicas: those that a single Sentinel may lead
 *        to
 * @param since in milliseconds of the watch loop
 */
record Reign(RedisNode master, long epoch, long floor, Set<RedisNode> replicas, long since) {

    /** Of a master whose configuration epoch is known. */
    static Reign confirmed(RedisNode master, long epoch, Set<RedisNode> replicas, long since) {
        return new Reign(master, epoch, epoch, replicas, since);
    }

    /** Whether the configuration epoch stands behind it. */
    boolean isConfirmed() {
        return epoch == floor;
    }

    /** Whether it has waited that long for the configuration epoch, in vain. */
    boolean isUnconfirmedFor(Duration time, long now) {
        return !isConfirmed() && now - since >= time.toMillis();
    }

    /** The replica that is the same node, under the address by which a majority knows it. */
    Optional<RedisNode> replica(RedisNode node) {
        return replicas.stream().filter(node::isSame).findFirst();
    }

    /**
     * Takes in what the Sentinels list now. A replica comes in when a majority knows from the node itself that it follows this
     * master, and goes when less than a majority lists it at all: a replica that is being promoted is still listed, but says
     * already that it is a master. Nothing changes unless a majority names this master.
     */
    Reign learn(Votes votes) {
        List<SentinelReport> naming = votes.naming(master);
        if (naming.size() < votes.majority()) {
            return this;
        }
        Set<RedisNode> learned = new LinkedHashSet<>(replicas);
        learned.removeIf(node -> listing(naming, node, replica -> true) < votes.majority());
        naming.stream().flatMap(report -> report.replicas().stream()).map(Replica::node)
                .filter(node -> !node.isSame(master) && learned.stream().noneMatch(node::isSame))
                .filter(node -> listing(naming, node, Replica::follows) >= votes.majority()).forEach(learned::add);
        return learned.equals(replicas) ? this : new Reign(master, epoch, floor, Set.copyOf(learned), since);
    }

    /** The next reign. The former master is no replica before a majority knows it from the node itself. */
    Reign next(Decision.Follow follow, long now) {
        Set<RedisNode> others = new LinkedHashSet<>(replicas);
        others.removeIf(follow.node()::isSame);
        return new Reign(follow.node(), follow.epoch(), follow.confirmed() ? follow.epoch() : floor, Set.copyOf(others), now);
    }

    private static long listing(List<SentinelReport> reports, RedisNode node, Predicate<Replica> condition) {
        return reports.stream()
                .filter(report -> report.replicas().stream()
                        .anyMatch(replica -> replica.node().isSame(node) && condition.test(replica)))
                .count();
    }
}
