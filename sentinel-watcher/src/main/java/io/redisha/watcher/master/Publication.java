package io.redisha.watcher.master;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import org.jboss.logging.Logger;

import io.redisha.watcher.WatcherMetrics;
import io.redisha.watcher.feed.MasterFeed;
import io.redisha.watcher.feed.MasterState;
import io.redisha.watcher.feed.Phase;
import io.redisha.watcher.redis.Address;
import io.redisha.watcher.sentinel.SentinelEvent.Kind;

/**
 * What is published about one master: each change goes to the feed, to the metrics and into the log, where every line of a
 * failover carries the generation that followers see. Confined to the watch loop.
 */
final class Publication {

    private static final Logger LOG = Logger.getLogger(Publication.class);

    private final String name;
    private final MasterFeed feed;
    private final WatcherMetrics metrics;
    private MasterState state;
    // In milliseconds of the watch loop.
    private long closedAt;

    Publication(String name, MasterFeed feed, WatcherMetrics metrics) {
        this.name = name;
        this.feed = feed;
        this.metrics = metrics;
        this.state = feed.state(name).orElseThrow();
    }

    boolean isSwitching() {
        return state.phase() == Phase.SWITCHING;
    }

    /** The numbers behind the state; no new generation. */
    void numbers(Optional<Reign> reign, Votes votes) {
        publish(counted(state, reign, votes));
    }

    /** Another master, or the same with its epoch confirmed: the one that reigns now. */
    void follow(Decision.Follow follow, Reign reign, Votes votes, long now) {
        MasterState before = state;
        publish(counted(
                before.follow(follow.node().address(), follow.epoch(), follow.rollback(), follow.confirmed(), wallClock()),
                Optional.of(reign), votes));
        metrics.changed(name, follow.rollback());
        if (before.phase() == Phase.SWITCHING) {
            metrics.heldUp(name, Duration.ofMillis(now - closedAt), true);
        }
        say(before, follow);
    }

    /** The same master in the same phase, under a higher epoch. */
    void raise(long epoch, Reign reign, Votes votes) {
        MasterState before = state;
        publish(counted(before.raise(epoch), Optional.of(reign), votes));
        metrics.changed(name, false);
        LOG.infof("%s: master stays %s, epoch %d -> %d, generation %d", name, address(before), before.epoch(), epoch,
                state.generation());
    }

    void close(String why, long now) {
        closedAt = now;
        publish(state.close(wallClock()));
        LOG.infof("%s: SWITCHING, generation %d: nothing may be sent to %s, epoch %d: %s", name, state.generation(),
                address(state), state.epoch(), why);
    }

    /** A master that was published ahead of its epoch is believed no more. */
    void retract(Duration guard, long now) {
        closedAt = now;
        publish(state.close(wallClock()));
        metrics.retracted(name);
        LOG.warnf(
                "%s: SWITCHING, generation %d: RETRACTED: the epoch %d of %s has not followed within %d ms: its leader has died, "
                        + "and the next election decides",
                name, state.generation(), state.epoch(), address(state), guard.toMillis());
    }

    void reopen(long now) {
        Duration held = Duration.ofMillis(now - closedAt);
        metrics.heldUp(name, held, false);
        publish(state.reopen(wallClock()));
        LOG.infof(
                "%s: failover over without a switch: %s, epoch %d, says that it is the master still, generation %d, after %d ms",
                name, address(state), state.epoch(), state.generation(), held.toMillis());
    }

    /** A Sentinel has come a step further with a failover. */
    void step(Announcement announcement) {
        LOG.infof("%s: Sentinel %s: %s%s, %s, generation %d", name, announcement.name(), announcement.step().channel(),
                announcement.replica().map(replica -> " " + replica).orElse(""), epoch(announcement), state.generation());
    }

    void withdrawn(String sentinel, Kind kind) {
        LOG.infof("%s: Sentinel %s: %s, generation %d", name, sentinel, kind == Kind.ABORTED ? "aborts" : kind.channel(),
                state.generation());
    }

    /** Whether there are answers at all. */
    void answering(int reachable, int known) {
        if (reachable == 0) {
            LOG.warnf("%s: no Sentinel answers; %s, epoch %d, stays published", name, address(state), state.epoch());
        } else {
            LOG.infof("%s: %d of %d Sentinels answer again", name, reachable, known);
        }
    }

    static String epoch(Announcement announcement) {
        return announcement.epoch() < 0 ? "epoch unknown" : "epoch " + announcement.epoch();
    }

    private void publish(MasterState next) {
        state = next;
        feed.publish(next);
    }

    private static MasterState counted(MasterState state, Optional<Reign> reign, Votes votes) {
        int agreeing = reign.map(present -> votes.agreeingOn(present.master())).orElseGet(votes::mostAgreeing);
        List<MasterState.Replica> replicas = reign.map(present -> ReplicaList.of(present.master(), votes, state.replicas()))
                .orElse(List.of());
        return state.with(new MasterState.SentinelCounts(votes.known(), votes.reports().size(), agreeing,
                votes.quorum().orElse(state.sentinels().quorum())), replicas);
    }

    private void say(MasterState before, Decision.Follow follow) {
        String basis = follow.confirmed()
                ? state.sentinels().agreeing() + " of " + state.sentinels().known() + " Sentinels agree"
                : "AHEAD of the epoch, which has to follow";
        if (before.phase() == Phase.UNKNOWN) {
            LOG.infof("%s: master is %s, epoch %d, generation %d (%s)", name, follow.node(), follow.epoch(), state.generation(),
                    basis);
        } else if (follow.rollback()) {
            LOG.warnf("%s: ROLLBACK: master goes back from %s, epoch %d, to %s, epoch %d, generation %d (%s)", name,
                    address(before), before.epoch(), follow.node(), follow.epoch(), state.generation(), basis);
        } else if (address(state).equals(address(before))) {
            LOG.infof("%s: master %s is confirmed, epoch %d, generation %d (%s)", name, follow.node(), follow.epoch(),
                    state.generation(), basis);
        } else {
            LOG.infof("%s: master changed from %s to %s, epoch %d -> %d, generation %d (%s)", name, address(before),
                    follow.node(), before.epoch(), follow.epoch(), state.generation(), basis);
        }
    }

    private static String address(MasterState state) {
        return new Address(state.host(), state.port()).toString();
    }

    private static Instant wallClock() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
