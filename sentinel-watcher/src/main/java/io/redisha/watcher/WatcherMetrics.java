package io.redisha.watcher;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.redisha.watcher.feed.MasterFeed;
import io.redisha.watcher.feed.MasterState;
import io.redisha.watcher.feed.Phase;
import io.redisha.watcher.sentinel.SentinelSession;

/** All meters of the service; the table is in its README. Gauges are read by the thread that serves the metrics. */
@Singleton
public class WatcherMetrics {

    private static final String MASTER = "master";
    private static final double MILLIS = 1000;
    private static final String SWITCHED = "switched";
    private static final String REOPENED = "reopened";
    private static final Duration[] BUCKETS = Stream.of(100, 250, 500, 1_000, 2_000, 5_000, 15_000).map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final MasterFeed feed;
    private final Map<SentinelSession, Meter> ages = new HashMap<>();

    WatcherMetrics(MeterRegistry registry, MasterFeed feed, WatcherConfig config) {
        this.registry = registry;
        this.feed = feed;
        config.masters().forEach(this::register);
    }

    private void register(String name) {
        gauge("watcher.sentinels.known", "Sentinels there are, silent ones included", name, state -> state.sentinels().known());
        gauge("watcher.sentinels.reachable", "Sentinels that answer", name, state -> state.sentinels().reachable());
        gauge("watcher.sentinels.agreeing", "Sentinels that name the published master", name,
                state -> state.sentinels().agreeing());
        gauge("watcher.master.epoch", "Epoch of the published master, NaN before the first", name,
                state -> state.epoch() == null ? Double.NaN : state.epoch());
        gauge("watcher.master.generation", "Changes a follower had to act on", name, MasterState::generation);
        Gauge.builder("watcher.followers", feed, source -> source.followers(name)).tag(MASTER, name)
                .description("Open event streams").register(registry);
        gauge("watcher.master.switching", "1 while nothing may be sent to the published master", name,
                state -> state.phase() == Phase.SWITCHING ? 1 : 0);
        for (String believed : List.of("true", "false")) {
            registry.counter("watcher.announcements", MASTER, name, "believed", believed);
        }
        registry.counter("watcher.eager.retractions", MASTER, name);
        for (String outcome : List.of(SWITCHED, REOPENED)) {
            switching(name, outcome);
        }
        for (String rollback : List.of("true", "false")) {
            registry.counter("watcher.master.changes", MASTER, name, "rollback", rollback);
        }
        registry.counter("watcher.role.disagreements", MASTER, name);
    }

    private void gauge(String meter, String description, String name, ToDoubleFunction<MasterState> value) {
        Gauge.builder(meter, feed, source -> source.state(name).map(value::applyAsDouble).orElse(Double.NaN)).tag(MASTER, name)
                .description(description).register(registry);
    }

    /** A master was agreed on or has changed. */
    public void changed(String master, boolean rollback) {
        registry.counter("watcher.master.changes", MASTER, master, "rollback", Boolean.toString(rollback)).increment();
    }

    /** @param believed false if its Sentinel has announced too often, alone and in vain */
    public void announced(String master, boolean believed) {
        registry.counter("watcher.announcements", MASTER, master, "believed", Boolean.toString(believed)).increment();
    }

    /** The epoch has not followed a master that was published ahead of it. */
    public void retracted(String master) {
        registry.counter("watcher.eager.retractions", MASTER, master).increment();
    }

    /**
     * Followers have been held up for this long.
     *
     * @param switched whether a master was published at the end; if not, the former one is back
     */
    public void heldUp(String master, Duration time, boolean switched) {
        switching(master, switched ? SWITCHED : REOPENED).record(time);
    }

    private Timer switching(String master, String outcome) {
        return Timer.builder("watcher.switching").tags(MASTER, master, "outcome", outcome)
                .description("How long nothing might be sent to the published master").serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    /** A node that Sentinels name as master, or that is published as such, has said of itself that it is none. */
    public void roleDisagreed(String master) {
        registry.counter("watcher.role.disagreements", MASTER, master).increment();
    }

    /** On the watch loop. */
    public void watch(SentinelSession session) {
        ages.put(session, Gauge.builder("watcher.sentinel.answer.age", session, WatcherMetrics::seconds).baseUnit("seconds")
                .tag("sentinel", session.name()).description("Age of the Sentinel's last answer, NaN before the first")
                .register(registry));
    }

    /** On the watch loop. */
    public void forget(SentinelSession session) {
        Meter age = ages.remove(session);
        if (age != null) {
            registry.remove(age);
        }
    }

    private static double seconds(SentinelSession session) {
        return session.age().map(Duration::toMillis).map(millis -> millis / MILLIS).orElse(Double.NaN);
    }
}
