package io.redisha.watcher.master;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import io.redisha.watcher.feed.MasterState;
import io.redisha.watcher.redis.Address;
import io.redisha.watcher.redis.RedisNode;
import io.redisha.watcher.sentinel.ReplicaState;
import io.redisha.watcher.sentinel.SentinelReport;
import io.redisha.watcher.sentinel.SentinelReport.Replica;

/** The replicas as they are published: those listed by most of the Sentinels that name the master, in the state most see. */
final class ReplicaList {

    private ReplicaList() {
    }

    /** @param before what was published last: it stays, in state unknown, while no Sentinel names this master */
    static List<MasterState.Replica> of(RedisNode master, Votes votes, List<MasterState.Replica> before) {
        List<SentinelReport> naming = votes.naming(master);
        if (naming.isEmpty()) {
            return before.stream()
                    .map(replica -> new MasterState.Replica(replica.host(), replica.port(), ReplicaState.UNKNOWN)).toList();
        }
        List<Replica> listed = naming.stream().flatMap(report -> report.replicas().stream())
                .filter(replica -> !replica.node().isSame(master)).toList();
        return listed.stream().map(replica -> replica.node().address()).distinct()
                .filter(address -> count(listed, address) * 2 > naming.size())
                .sorted(Comparator.comparing(Address::host).thenComparing(Address::port))
                .map(address -> new MasterState.Replica(address.host(), address.port(), state(listed, address))).toList();
    }

    private static long count(List<Replica> listed, Address address) {
        return listed.stream().filter(replica -> replica.node().address().equals(address)).count();
    }

    private static ReplicaState state(List<Replica> listed, Address address) {
        return Stream.of(ReplicaState.ONLINE, ReplicaState.DOWN)
                .filter(state -> listed.stream()
                        .filter(replica -> replica.node().address().equals(address) && replica.state() == state)
                        .count() * 2 > count(listed, address))
                .findFirst().orElse(ReplicaState.UNKNOWN);
    }
}
