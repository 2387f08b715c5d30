package io.redisha.watcher.feed;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.redisha.watcher.redis.Address;
import io.redisha.watcher.sentinel.ReplicaState;

/**
 * One watched master as it is published, in the field names of the contract.
 *
 * @param host null, as port and epoch are, while the phase is {@link Phase#UNKNOWN}
 * @param generation counts the changes a follower must act on (phase, address, epoch) within this run of this watcher
 * @param since the last change of phase or address
 * @param confirmed whether the configuration epoch stands behind it; if not, {@code epoch} is the announced one
 * @param rollback whether the last change went back in epoch, by the rule for that
 */
@RegisterForReflection
@JsonPropertyOrder({ "name", "phase", "host", "port", "epoch", "generation", "since", "sentinels", "replicas", "confirmed",
        "rollback" })
public record MasterState(String name, Phase phase, String host, Integer port, Long epoch, long generation, Instant since,
        SentinelCounts sentinels, List<Replica> replicas, boolean confirmed, boolean rollback) {

    /**
     * @param known how many there are, silent ones included
     * @param reachable how many of them answer
     * @param agreeing how many of them name the published master; before there is one, the node that most of them name
     * @param quorum how many of them must find the master down for a failover; 0 before any has answered
     */
    @RegisterForReflection
    @JsonPropertyOrder({ "known", "reachable", "agreeing", "quorum" })
    public record SentinelCounts(int known, int reachable, int agreeing, int quorum) {

        static final SentinelCounts NONE = new SentinelCounts(0, 0, 0, 0);
    }

    /** A replica of the published master, as most of those see it that agree on that master. */
    @RegisterForReflection
    @JsonPropertyOrder({ "host", "port", "state" })
    public record Replica(String host, int port, ReplicaState state) {
    }

    public static MasterState unknown(String name, Instant since) {
        return new MasterState(name, Phase.UNKNOWN, null, null, null, 0, since, SentinelCounts.NONE, List.of(), true, false);
    }

    /** The next generation: this address and epoch, to be used. */
    public MasterState follow(Address address, long newEpoch, boolean isRollback, boolean isConfirmed, Instant now) {
        boolean moved = !address.host().equals(host) || address.port() != port;
        return new MasterState(name, Phase.STABLE, address.host(), address.port(), newEpoch, generation + 1,
                moved || phase != Phase.STABLE ? now : since, sentinels, moved ? List.of() : replicas, isConfirmed, isRollback);
    }

    /** The next generation: the same address in the same phase at another epoch. */
    public MasterState raise(long newEpoch) {
        return new MasterState(name, phase, host, port, newEpoch, generation + 1, since, sentinels, replicas, true, false);
    }

    /** The next generation: the same master, not to be used. */
    public MasterState close(Instant now) {
        return enter(Phase.SWITCHING, now);
    }

    /** The next generation: the same master, to be used again. */
    public MasterState reopen(Instant now) {
        return enter(Phase.STABLE, now);
    }

    private MasterState enter(Phase next, Instant now) {
        return new MasterState(name, next, host, port, epoch, generation + 1, now, sentinels, replicas, confirmed, false);
    }

    /** The same generation with the present numbers. */
    public MasterState with(SentinelCounts counts, List<Replica> present) {
        return new MasterState(name, phase, host, port, epoch, generation, since, counts, present, confirmed, rollback);
    }
}
