package io.redisha.watcher.master;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.redisha.watcher.Discovery;
import io.redisha.watcher.master.Decision.Cause;
import io.redisha.watcher.redis.Address;
import io.redisha.watcher.redis.RedisNode;
import io.redisha.watcher.sentinel.SentinelEvent.Kind;
import io.redisha.watcher.sentinel.SentinelReport;

/**
 * Decides who is the master, and whether anything may be sent to it. It has no state and asks nobody:
 * <ol>
 * <li><b>At the start</b> it is the node that a majority of the known Sentinels names.</li>
 * <li><b>Afterwards</b> one Sentinel with a higher epoch is enough, if it names a replica that a majority already knew (or if a
 * majority says the same). An epoch that is not higher is ignored, whoever says it. In {@link Discovery#SWITCH} the Sentinel
 * must have switched itself.</li>
 * <li><b>Ahead of the epoch</b>, in {@link Discovery#EAGER}: the replica that a leader has selected and told to become a
 * master.
 * The epoch has to follow.</li>
 * <li><b>The way back</b>: if the published node has not been a master for a while, a majority that agrees on another one is
 * followed whatever its epoch, as a rollback. It repairs what a leader left behind that died between promotion and epoch, and
 * what one Sentinel with a wrong, huge epoch has done.</li>
 * <li><b>In between</b> the followers are held up as long as there is a {@link Cause}, and afterwards until the master says
 * that it is one still.</li>
 * </ol>
 * Whoever is followed has to say itself that it is a master, by its own {@code ROLE}, just now.
 */
final class MasterRule {

    private final Votes votes;
    private final RoleSightings roles;
    private final Failover failover;
    private final Terms terms;
    private final long now;
    private final Set<Address> ask = new LinkedHashSet<>();
    private boolean promotedUnswitched;

    private MasterRule(Votes votes, RoleSightings roles, Failover failover, Terms terms, long now) {
        this.votes = votes;
        this.roles = roles;
        this.failover = failover;
        this.terms = terms;
        this.now = now;
    }

    /** @param reign the present one, empty before the first */
    static Decision decide(Optional<Reign> reign, Votes votes, RoleSightings roles, Failover failover, Terms terms, long now) {
        MasterRule rule = new MasterRule(votes, roles, failover, terms, now);
        return reign.map(rule::after).orElseGet(rule::first);
    }

    private Decision first() {
        return votes.agreement().filter(agreed -> saysMaster(agreed.node(), Long.MIN_VALUE))
                .<Decision> map(agreed -> new Decision.Follow(agreed.node(), agreed.epoch(), false, true))
                .orElseGet(() -> new Decision.Wait(Set.copyOf(ask), false));
    }

    private Decision after(Reign reign) {
        return ahead(reign).or(() -> early(reign)).or(() -> raised(reign)).or(() -> back(reign)).map(Decision.class::cast)
                .orElseGet(() -> inBetween(reign));
    }

    private Optional<Decision.Follow> ahead(Reign reign) {
        List<SentinelReport> claims = votes.reports().stream()
                .filter(report -> report.epoch() > reign.floor())
                .filter(report -> !reign.isConfirmed() || !report.master().isSame(reign.master()))
                .sorted(Comparator.comparingLong(SentinelReport::epoch).reversed()).toList();
        for (SentinelReport claim : claims) {
            Optional<RedisNode> node = known(claim.master(), reign);
            if (node.isEmpty() || !saysMaster(node.get(), reign.since())) {
                continue;
            }
            if (terms.discovery() == Discovery.SWITCH && !claim.switched()) {
                promotedUnswitched = true;
                continue;
            }
            // The lowest of the higher epochs: a Sentinel that exaggerates would lock out the failovers to come.
            long epoch = claims.stream().filter(other -> other.master().isSame(claim.master()))
                    .mapToLong(SentinelReport::epoch).min().orElseThrow();
            return Optional.of(new Decision.Follow(node.get(), epoch, false, true));
        }
        return Optional.empty();
    }

    /** The node, if one Sentinel may lead to it. */
    private Optional<RedisNode> known(RedisNode node, Reign reign) {
        return Optional.of(reign.master()).filter(node::isSame).or(() -> reign.replica(node))
                .or(() -> agreedAhead(node, reign));
    }

    private Optional<RedisNode> agreedAhead(RedisNode node, Reign reign) {
        return votes.agreement().filter(agreed -> agreed.epoch() > reign.floor()).map(Agreement::node).filter(node::isSame);
    }

    private Optional<Decision.Follow> early(Reign reign) {
        if (terms.discovery() != Discovery.EAGER || !reign.isConfirmed()) {
            return Optional.empty();
        }
        return failover.leader(now)
                .filter(leader -> leader.step().compareTo(Kind.AWAITED) >= 0 && leader.epoch() > reign.epoch())
                .flatMap(leader -> leader.replica().flatMap(reign::replica)
                        .filter(node -> roles.isMaster(node.address(), leader.begun(), now))
                        .map(node -> new Decision.Follow(node, leader.epoch(), false, false)));
    }

    /** The published node has won another election; it takes a majority to believe that, as nothing is gained by haste. */
    private Optional<Decision.Follow> raised(Reign reign) {
        return votes.agreement().filter(agreed -> agreed.node().isSame(reign.master()) && agreed.epoch() > reign.epoch())
                .map(agreed -> new Decision.Follow(reign.master(), agreed.epoch(), false, true));
    }

    private Optional<Decision.Follow> back(Reign reign) {
        return votes.agreement().filter(agreed -> !agreed.node().isSame(reign.master()) && agreed.epoch() <= reign.floor())
                .filter(agreed -> roles.hasNotBeenMasterFor(terms.rollbackAfter(), reign.master().address(), now)
                        || reign.isUnconfirmedFor(terms.eagerGuard().plus(terms.rollbackAfter()), now))
                .filter(agreed -> saysMaster(agreed.node(), reign.since()))
                .map(agreed -> new Decision.Follow(agreed.node(), agreed.epoch(), true, true));
    }

    private Decision inBetween(Reign reign) {
        Optional<Cause> cause = cause(reign);
        if (cause.isPresent()) {
            return failover.isClosed() ? new Decision.Wait(Set.copyOf(ask), true)
                    : new Decision.Close(cause.get(), Set.copyOf(ask));
        }
        if (failover.isClosed() && saysMaster(reign.master(), failover.quietSince())) {
            return new Decision.Reopen();
        }
        return new Decision.Wait(Set.copyOf(ask), false);
    }

    private Optional<Cause> cause(Reign reign) {
        if (reign.isUnconfirmedFor(terms.eagerGuard(), now)) {
            return Optional.of(Cause.UNCONFIRMED);
        }
        if (promotedUnswitched) {
            return Optional.of(Cause.PROMOTED);
        }
        return failover.isAnnounced(now) ? Optional.of(Cause.ANNOUNCED) : Optional.empty();
    }

    private boolean saysMaster(RedisNode node, long since) {
        boolean says = roles.isMaster(node.address(), since, now);
        if (!says || roles.isAging(node.address(), now)) {
            ask.add(node.address());
        }
        return says;
    }
}
