package io.redisha.watcher.health;

import java.time.Duration;
import java.time.Instant;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

import io.redisha.watcher.feed.MasterFeed;
import io.redisha.watcher.feed.MasterState;
import io.redisha.watcher.feed.Phase;

/**
 * Ready from the moment on at which each watched master has been agreed on once. It stays ready when the Sentinels are gone:
 * the last known master is the best there is, and followers check it themselves; the data says what it rests on.
 */
@Readiness
class MastersKnown implements HealthCheck {

    private final MasterFeed feed;

    MastersKnown(MasterFeed feed) {
        this.feed = feed;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder health = HealthCheckResponse.named("masters known");
        feed.all().forEach(state -> describe(state, health));
        return health.status(feed.all().stream().noneMatch(state -> state.phase() == Phase.UNKNOWN)).build();
    }

    private static void describe(MasterState state, HealthCheckResponseBuilder health) {
        String master = state.phase() == Phase.UNKNOWN ? "not agreed on"
                : state.host() + ":" + state.port() + ", epoch " + state.epoch() + ", since " + state.since() + " ("
                        + Duration.between(state.since(), Instant.now()).toSeconds() + " s)";
        MasterState.SentinelCounts sentinels = state.sentinels();
        health.withData(state.name(), master);
        health.withData(state.name() + " sentinels", sentinels.reachable() + " of " + sentinels.known() + " reachable, "
                + sentinels.agreeing() + " agreeing");
    }
}
