package io.redisha.watcher.master;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jboss.logging.Logger;

import io.redisha.watcher.WatchLoop;
import io.redisha.watcher.WatcherConfig;
import io.redisha.watcher.WatcherMetrics;
import io.redisha.watcher.feed.MasterFeed;
import io.redisha.watcher.feed.MasterState;
import io.redisha.watcher.redis.Address;
import io.redisha.watcher.sentinel.SentinelReport;

/**
 * Watches one master: puts what the Sentinels and the nodes say before {@link MasterRule}, asks nodes for their role where that
 * makes a difference, and publishes what is decided. Confined to the watch loop.
 */
public final class MasterWatch {

    private static final Logger LOG = Logger.getLogger(MasterWatch.class);
    private static final long LEAST_BETWEEN_PROBES_MILLIS = 100;
    private static final long UNDER_WAY = -1;

    private final String name;
    private final WatchLoop loop;
    private final WatcherConfig config;
    private final RoleProbe probe;
    private final MasterFeed feed;
    private final WatcherMetrics metrics;
    private final Electorate electorate;
    private final RoleSightings roles = new RoleSightings();
    // When each node was asked last, or that it is being asked.
    private final Map<Address, Long> probed = new HashMap<>();
    private Optional<Reign> reign = Optional.empty();
    private Votes votes = new Votes(0, List.of());
    private MasterState state;
    private long timer = -1;

    public MasterWatch(String name, WatchLoop loop, WatcherConfig config, RoleProbe probe, MasterFeed feed,
            WatcherMetrics metrics) {
        this.name = name;
        this.loop = loop;
        this.config = config;
        this.probe = probe;
        this.feed = feed;
        this.metrics = metrics;
        this.electorate = new Electorate(config.forgetAfter());
        this.state = feed.state(name).orElseThrow();
    }

    public void start() {
        timer = loop.every(config.roleInterval(), () -> reign.ifPresent(present -> probe(present.master().address())));
    }

    public void stop() {
        loop.cancel(timer);
    }

    public String name() {
        return name;
    }

    /** Sentinels that have a say about this master without being configured: where they are, by id. */
    public Map<String, Address> told() {
        return electorate.told();
    }

    /**
     * The present reports have changed.
     *
     * @param configured ids of the configured Sentinels
     * @param reports of all that answer about this master
     */
    public void heard(Set<String> configured, Collection<SentinelReport> reports) {
        boolean silentBefore = votes.reports().isEmpty();
        votes = electorate.count(configured, reports, loop.now());
        decide();
        publishNumbers();
        if (reign.isPresent() && silentBefore != votes.reports().isEmpty()) {
            sayWhetherAnyoneAnswers();
        }
    }

    private void decide() {
        reign = reign.map(present -> present.learn(votes));
        Decision decision = MasterRule.decide(reign, votes, roles, config.rollbackAfter(), loop.now());
        if (decision instanceof Decision.Follow follow) {
            follow(follow);
        } else if (decision instanceof Decision.Wait wait) {
            wait.ask().forEach(this::probe);
        }
    }

    private void follow(Decision.Follow follow) {
        Optional<Reign> before = reign;
        long now = loop.now();
        reign = Optional.of(before.map(present -> present.next(follow, now))
                .orElseGet(() -> new Reign(follow.node(), follow.epoch(), Set.of(), now)).learn(votes));
        state = state.follow(follow.node().address(), follow.epoch(), follow.rollback(),
                Instant.now().truncatedTo(ChronoUnit.MILLIS));
        publishNumbers();
        metrics.changed(name, follow.rollback());
        say(before, follow);
    }

    private void publishNumbers() {
        int agreeing = reign.map(present -> votes.agreeingOn(present.master())).orElseGet(votes::mostAgreeing);
        MasterState.SentinelCounts counts = new MasterState.SentinelCounts(votes.known(), votes.reports().size(), agreeing,
                votes.quorum().orElse(state.sentinels().quorum()));
        List<MasterState.Replica> replicas = reign.map(present -> ReplicaList.of(present.master(), votes, state.replicas()))
                .orElse(List.of());
        state = state.with(counts, replicas);
        feed.publish(state);
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
            publishNumbers();
        });
    }

    private void say(Optional<Reign> before, Decision.Follow follow) {
        String agreeing = state.sentinels().agreeing() + " of " + state.sentinels().known() + " Sentinels agree";
        if (before.isEmpty()) {
            LOG.infof("%s: master is %s, epoch %d, generation %d (%s)", name, follow.node(), follow.epoch(), state.generation(),
                    agreeing);
            return;
        }
        Reign old = before.get();
        if (follow.rollback()) {
            LOG.warnf("%s: ROLLBACK: master goes back from %s, epoch %d, which has been no master for %d s, to %s, epoch %d, "
                    + "generation %d (%s)", name, old.master(), old.epoch(), config.rollbackAfter().toSeconds(), follow.node(),
                    follow.epoch(), state.generation(), agreeing);
        } else if (follow.node().equals(old.master())) {
            LOG.infof("%s: master stays %s, epoch %d -> %d, generation %d (%s)", name, follow.node(), old.epoch(),
                    follow.epoch(), state.generation(), agreeing);
        } else {
            LOG.infof("%s: master changed from %s to %s, epoch %d -> %d, generation %d (%s)", name, old.master(), follow.node(),
                    old.epoch(), follow.epoch(), state.generation(), agreeing);
        }
    }

    private void sayWhetherAnyoneAnswers() {
        if (votes.reports().isEmpty()) {
            LOG.warnf("%s: no Sentinel answers; %s, epoch %d, stays published", name, state.host() + ":" + state.port(),
                    state.epoch());
        } else {
            LOG.infof("%s: %d of %d Sentinels answer again", name, votes.reports().size(), votes.known());
        }
    }
}
