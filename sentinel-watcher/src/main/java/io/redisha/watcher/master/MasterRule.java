package io.redisha.watcher.master;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.redisha.watcher.redis.Address;
import io.redisha.watcher.redis.RedisNode;
import io.redisha.watcher.sentinel.SentinelReport;

/**
 * Decides who is the master. It has no state and asks nobody:
 * <ol>
 * <li><b>At the start</b> it is the node that a majority of the known Sentinels names.</li>
 * <li><b>Afterwards</b> one Sentinel with a higher epoch is enough, if it names a replica that a majority already knew (or if a
 * majority says the same). An epoch that is not higher is ignored, whoever says it.</li>
 * <li><b>The way back</b>: if the published node has not been a master for a while, a majority that agrees on another one is
 * followed whatever its epoch, as a rollback. It repairs what a leader left behind that died between promotion and epoch, and
 * what one Sentinel with a wrong, huge epoch has done.</li>
 * </ol>
 * In each case the node's own {@code ROLE} has to say master, just now.
 */
final class MasterRule {

    private final Votes votes;
    private final RoleSightings roles;
    private final Duration rollbackAfter;
    private final long now;
    private final Set<Address> ask = new LinkedHashSet<>();

    private MasterRule(Votes votes, RoleSightings roles, Duration rollbackAfter, long now) {
        this.votes = votes;
        this.roles = roles;
        this.rollbackAfter = rollbackAfter;
        this.now = now;
    }

    /** @param reign the present one, empty before the first */
    static Decision decide(Optional<Reign> reign, Votes votes, RoleSightings roles, Duration rollbackAfter, long now) {
        MasterRule rule = new MasterRule(votes, roles, rollbackAfter, now);
        Optional<Decision.Follow> follow = reign.isEmpty() ? rule.first() : rule.after(reign.get());
        return follow.isPresent() ? follow.get() : new Decision.Wait(Set.copyOf(rule.ask));
    }

    private Optional<Decision.Follow> first() {
        return votes.agreement().filter(agreed -> saysMaster(agreed.node(), Long.MIN_VALUE))
                .map(agreed -> new Decision.Follow(agreed.node(), agreed.epoch(), false));
    }

    private Optional<Decision.Follow> after(Reign reign) {
        return ahead(reign).or(() -> raised(reign)).or(() -> back(reign));
    }

    private Optional<Decision.Follow> ahead(Reign reign) {
        List<SentinelReport> claims = votes.reports().stream()
                .filter(report -> report.epoch() > reign.epoch() && !report.master().isSame(reign.master()))
                .sorted(Comparator.comparingLong(SentinelReport::epoch).reversed()).toList();
        for (SentinelReport claim : claims) {
            Optional<RedisNode> node = reign.replica(claim.master()).or(() -> agreedAhead(claim.master(), reign));
            if (node.isPresent() && saysMaster(node.get(), reign.since())) {
                // The lowest of the higher epochs: a Sentinel that exaggerates would lock out the failovers to come.
                long epoch = claims.stream().filter(other -> other.master().isSame(claim.master()))
                        .mapToLong(SentinelReport::epoch).min().orElseThrow();
                return Optional.of(new Decision.Follow(node.get(), epoch, false));
            }
        }
        return Optional.empty();
    }

    private Optional<RedisNode> agreedAhead(RedisNode node, Reign reign) {
        return votes.agreement().filter(agreed -> agreed.epoch() > reign.epoch()).map(Agreement::node).filter(node::isSame);
    }

    /** The published node has won another election; it takes a majority to believe that, as nothing is gained by haste. */
    private Optional<Decision.Follow> raised(Reign reign) {
        return votes.agreement().filter(agreed -> agreed.node().isSame(reign.master()) && agreed.epoch() > reign.epoch())
                .map(agreed -> new Decision.Follow(reign.master(), agreed.epoch(), false));
    }

    private Optional<Decision.Follow> back(Reign reign) {
        return votes.agreement().filter(agreed -> !agreed.node().isSame(reign.master()) && agreed.epoch() <= reign.epoch())
                .filter(agreed -> roles.hasNotBeenMasterFor(rollbackAfter, reign.master().address(), now))
                .filter(agreed -> saysMaster(agreed.node(), reign.since()))
                .map(agreed -> new Decision.Follow(agreed.node(), agreed.epoch(), true));
    }

    private boolean saysMaster(RedisNode node, long since) {
        boolean says = roles.isMaster(node.address(), since, now);
        if (!says) {
            ask.add(node.address());
        }
        return says;
    }
}
