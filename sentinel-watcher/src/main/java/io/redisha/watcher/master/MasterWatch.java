package io.redisha.watcher.master;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

import org.jboss.logging.Logger;

import io.redisha.watcher.Discovery;
import io.redisha.watcher.WatchLoop;
import io.redisha.watcher.WatcherConfig;
import io.redisha.watcher.WatcherMetrics;
import io.redisha.watcher.feed.MasterFeed;
import io.redisha.watcher.redis.Address;
import io.redisha.watcher.redis.RedisNode;
import io.redisha.watcher.sentinel.SentinelEvent;
import io.redisha.watcher.sentinel.SentinelReport;

/**
 * Watches one master: puts what the Sentinels and the nodes say before {@link MasterRule}, asks nodes for their role where that
 * makes a difference, and has published what is decided. Confined to the watch loop.
 */
public final class MasterWatch {

    private static final Logger LOG = Logger.getLogger(MasterWatch.class);
    private static final long LEAST_BETWEEN_PROBES_MILLIS = 100;
    private static final long UNDER_WAY = -1;
    /** Limits of time are noticed this soon, also when no Sentinel answers. */
    private static final Duration TICK = Duration.ofMillis(100);
    /** How often the selected replica is asked: in eager discovery its word decides, otherwise it has to be there by then. */
    private static final Duration EAGER_PAUSE = Duration.ofMillis(10);
    private static final Duration CALM_PAUSE = Duration.ofMillis(100);
    private static final long LEAST_BETWEEN_COMPLAINTS_MILLIS = 60_000;

    private final String name;
    private final WatchLoop loop;
    private final WatcherConfig config;
    private final RoleProbe probe;
    private final WatcherMetrics metrics;
    private final Publication publication;
    private final Electorate electorate;
    private final Failover failover;
    private final PromotionProbe promotion;
    private final Terms terms;
    private final RoleSightings roles = new RoleSightings();
    // When each node was asked last, or that it is being asked.
    private final Map<Address, Long> probed = new HashMap<>();
    private Set<String> configured = Set.of();
    private Set<String> leading = Set.of();
    private Optional<Reign> reign = Optional.empty();
    private Votes votes = new Votes(0, List.of());
    private OptionalLong lastComplaint = OptionalLong.empty();
    private long roleTimer = -1;
    private long tickTimer = -1;

    public MasterWatch(String name, WatchLoop loop, WatcherConfig config, RoleProbe probe, MasterFeed feed,
            WatcherMetrics metrics) {
        this.name = name;
        this.loop = loop;
        this.config = config;
        this.probe = probe;
        this.metrics = metrics;
        this.terms = Terms.of(config);
        this.publication = new Publication(name, feed, metrics);
        this.electorate = new Electorate(config.forgetAfter());
        this.failover = new Failover(config.drainLimit());
        this.promotion = new PromotionProbe(loop, probe, terms.discovery() == Discovery.EAGER ? EAGER_PAUSE : CALM_PAUSE,
                this::promotionSaid);
    }

    public void start() {
        roleTimer = loop.every(config.roleInterval(), () -> reign.ifPresent(present -> probe(present.master().address())));
        tickTimer = loop.every(TICK, this::decide);
    }

    public void stop() {
        loop.cancel(roleTimer);
        loop.cancel(tickTimer);
        promotion.watch(Optional.empty());
    }

    public String name() {
        return name;
    }

    /** Whether it is being replaced: then each answer of a Sentinel is worth more. */
    public boolean isSwitching() {
        return publication.isSwitching();
    }

    /** Sentinels that have a say about this master without being configured: where they are, by id. */
    public Map<String, Address> told() {
        return electorate.told();
    }

    /**
     * The present reports have changed.
     *
     * @param configuredIds ids of the configured Sentinels
     * @param reports of all that answer about this master
     */
    public void heard(Set<String> configuredIds, Collection<SentinelReport> reports) {
        boolean silentBefore = votes.reports().isEmpty();
        configured = configuredIds;
        votes = electorate.count(configuredIds, reports, loop.now());
        overhear();
        decide();
        publication.numbers(reign, votes);
        if (reign.isPresent() && silentBefore != votes.reports().isEmpty()) {
            publication.answering(votes.reports().size(), votes.known());
        }
    }

    /**
     * A Sentinel tells of a failover of this master. That closes the gate before anybody is asked: what is sent until then
     * arrives before the other node is promoted.
     *
     * @param sentinelName its address, for logs
     * @param epoch of the election it belongs to, -1 if that is not known
     */
    public void happened(String sentinelId, String sentinelName, SentinelEvent event, long epoch) {
        boolean hasASay = configured.contains(sentinelId) || electorate.told().containsKey(sentinelId);
        boolean isAboutTheMaster = reign.filter(present -> node(event.about(), sentinelId).isSame(present.master()))
                .isPresent();
        if (!hasASay || !isAboutTheMaster) {
            return;
        }
        Optional<RedisNode> replica = event.replica().map(address -> node(address, sentinelId));
        switch (failover.heard(sentinelId, sentinelName, event.kind(), replica, epoch, loop.now())) {
            case ANNOUNCED -> {
                metrics.announced(name, true);
                decide();
                failover.of(sentinelId).ifPresent(publication::step);
            }
            case ADVANCED -> {
                failover.of(sentinelId).ifPresent(publication::step);
                decide();
            }
            case WITHDRAWN -> {
                publication.withdrawn(sentinelName, event.kind());
                reign.ifPresent(present -> probe(present.master().address()));
                decide();
            }
            case DISBELIEVED -> {
                metrics.announced(name, false);
                complain(sentinelName);
            }
            case NOTHING -> {
            }
        }
    }

    /**
     * Events may be lost, and a failover may be older than this watcher: an answer that speaks of one for the first time is an
     * announcement, too.
     */
    private void overhear() {
        if (reign.isPresent()) {
            Set<String> before = leading;
            leading = votes.reports().stream().filter(SentinelReport::failingOver).map(SentinelReport::sentinelId)
                    .collect(Collectors.toSet());
            votes.reports().stream().filter(report -> report.failingOver() && report.switched())
                    .filter(report -> !before.contains(report.sentinelId()))
                    .forEach(report -> happened(report.sentinelId(), report.sentinelId(), new SentinelEvent(
                            SentinelEvent.Kind.ELECTED, name, report.master().address(), Optional.empty()), -1));
        }
    }

    /** The node that this Sentinel means by an address: others may know the same node under another one. */
    private RedisNode node(Address address, String sentinelId) {
        return votes.reports().stream().filter(report -> report.sentinelId().equals(sentinelId))
                .flatMap(report -> report.nodes()).filter(node -> node.address().equals(address)).findFirst()
                .orElse(new RedisNode(address, ""));
    }

    private void decide() {
        long now = loop.now();
        reign = reign.map(present -> present.learn(votes));
        Decision decision = MasterRule.decide(reign, votes, roles, failover, terms, now);
        if (decision instanceof Decision.Follow follow) {
            follow(follow, now);
        } else if (decision instanceof Decision.Close close) {
            close(close, now);
        } else if (decision instanceof Decision.Reopen) {
            failover.reopen(now);
            publication.reopen(now);
        } else if (decision instanceof Decision.Wait wait) {
            if (wait.held()) {
                failover.heldAt(now);
            }
            wait.ask().forEach(this::probe);
        }
        promotion.watch(awaited(now));
    }

    private void follow(Decision.Follow follow, long now) {
        Optional<Reign> before = reign;
        reign = Optional.of(before.map(present -> present.next(follow, now))
                .orElseGet(() -> Reign.confirmed(follow.node(), follow.epoch(), Set.of(), now)).learn(votes));
        boolean isRaised = before.filter(old -> old.isConfirmed() && old.master().isSame(follow.node())).isPresent();
        if (isRaised) {
            publication.raise(follow.epoch(), reign.get(), votes);
        } else {
            failover.over(now);
            publication.follow(follow, reign.get(), votes, now);
        }
    }

    private void close(Decision.Close close, long now) {
        failover.close();
        failover.heldAt(now);
        switch (close.cause()) {
            case ANNOUNCED -> publication.close("a failover is announced", now);
            case PROMOTED -> publication.close("a Sentinel has promoted another node and has not switched yet", now);
            case UNCONFIRMED -> publication.retract(terms.eagerGuard(), now);
        }
        close.ask().forEach(this::probe);
    }

    /** The replica that is about to be promoted. */
    private Optional<Address> awaited(long now) {
        return reign.filter(Reign::isConfirmed)
                .flatMap(present -> failover.leader(now).flatMap(Announcement::replica).flatMap(present::replica))
                .map(RedisNode::address);
    }

    private void promotionSaid(Address node, boolean master) {
        roles.saw(node, master, loop.now());
        if (master) {
            decide();
        }
    }

    /** One question to a node at a time, and not in a row without a pause: a Sentinel may go on naming a node for ever. */
    private void probe(Address node) {
        long now = loop.now();
        probed.values().removeIf(at -> at != UNDER_WAY && now - at >= LEAST_BETWEEN_PROBES_MILLIS);
        if (probed.putIfAbsent(node, UNDER_WAY) != null) {
            return;
        }
        probe.isMaster(node).onComplete(answer -> {
            probed.put(node, loop.now());
            boolean master = answer.succeeded() && answer.result();
            roles.saw(node, master, loop.now());
            if (answer.succeeded() && !master) {
                metrics.roleDisagreed(name);
            }
            decide();
            publication.numbers(reign, votes);
        });
    }

    private void complain(String sentinelName) {
        long now = loop.now();
        if (lastComplaint.isEmpty() || now - lastComplaint.getAsLong() >= LEAST_BETWEEN_COMPLAINTS_MILLIS) {
            LOG.warnf("%s: Sentinel %s announces failovers alone and in vain: it is not believed for some time", name,
                    sentinelName);
            lastComplaint = OptionalLong.of(now);
        }
    }
}
