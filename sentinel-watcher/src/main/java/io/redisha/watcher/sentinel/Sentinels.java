package io.redisha.watcher.sentinel;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jboss.logging.Logger;

import io.redisha.watcher.WatchLoop;
import io.redisha.watcher.WatcherConfig;
import io.redisha.watcher.WatcherMetrics;
import io.redisha.watcher.redis.Address;
import io.redisha.watcher.redis.Dialer;
import io.redisha.watcher.redis.NameResolver;

/**
 * All Sentinels that are watched: those behind the configured names as they resolve now, and those that these know. One
 * session for each address. Confined to the watch loop.
 */
public final class Sentinels {

    private static final Logger LOG = Logger.getLogger(Sentinels.class);
    private static final int MOST_SESSIONS = 64;
    private static final long LEAST_BETWEEN_LOOK_UPS_MILLIS = 1_000;

    private final WatchLoop loop;
    private final WatcherConfig config;
    private final NameResolver resolver;
    private final Dialer dialer;
    private final WatcherMetrics metrics;
    private final Runnable changed;
    private final SentinelTidings tidings;
    private final Map<InetSocketAddress, SentinelSession> sessions = new LinkedHashMap<>();
    private final Map<Address, List<InetSocketAddress>> resolved = new HashMap<>();
    private final Set<Address> unresolved = new LinkedHashSet<>();
    private Set<Address> told = Set.of();
    private boolean hurried;
    private long lastLookUp;
    private long timer = -1;

    /**
     * @param changed is called whenever a Sentinel has answered or was lost
     * @param tidings gets what they tell unasked
     */
    public Sentinels(WatchLoop loop, WatcherConfig config, NameResolver resolver, Dialer dialer, WatcherMetrics metrics,
            Runnable changed, SentinelTidings tidings) {
        this.loop = loop;
        this.config = config;
        this.resolver = resolver;
        this.dialer = dialer;
        this.metrics = metrics;
        this.changed = changed;
        this.tidings = tidings;
    }

    public void start() {
        timer = loop.every(config.resolveInterval(), this::lookUp);
        lookUp();
    }

    public void stop() {
        loop.cancel(timer);
        sessions.values().forEach(this::end);
        sessions.clear();
    }

    public Collection<SentinelSession> sessions() {
        return List.copyOf(sessions.values());
    }

    /**
     * The configured Sentinels that have a say about this master, by id, or by address as long as the id is not known. A name
     * without an address counts as one; a Sentinel that answers and does not watch this master does not count.
     */
    public Set<String> configuredIds(String master) {
        Set<String> ids = new LinkedHashSet<>();
        for (Address address : config.sentinels()) {
            List<InetSocketAddress> targets = resolved.getOrDefault(address, List.of());
            if (targets.isEmpty()) {
                ids.add(address.toString());
            }
            targets.stream().map(sessions::get).filter(session -> session != null)
                    .filter(session -> !session.isAnswering() || session.report(master).isPresent())
                    .forEach(session -> ids.add(session.id()));
        }
        return ids;
    }

    /** Which Sentinels to watch besides the configured ones. */
    public void told(Set<Address> addresses) {
        if (!addresses.equals(told)) {
            told = Set.copyOf(addresses);
            lookUp();
        }
    }

    /** Whether they are asked more often, from now on. */
    public void hurry(boolean wanted) {
        if (wanted && !hurried) {
            sessions.values().forEach(SentinelSession::hint);
        }
        hurried = wanted;
    }

    private Duration pollInterval() {
        Duration calm = config.pollInterval();
        Duration hasty = config.switchingPollInterval();
        return hurried && hasty.compareTo(calm) < 0 ? hasty : calm;
    }

    private void lookUp() {
        lastLookUp = loop.now();
        Set<Address> wanted = new LinkedHashSet<>(config.sentinels());
        wanted.addAll(told);
        resolved.keySet().retainAll(wanted);
        unresolved.retainAll(wanted);
        for (Address address : wanted) {
            resolver.resolve(address).onComplete(outcome -> {
                if (outcome.succeeded()) {
                    unresolved.remove(address);
                    resolved.put(address, outcome.result());
                    reconcile();
                } else if (unresolved.add(address)) {
                    LOG.warnf("Sentinel %s: %s; it is tried again every %d s", address, outcome.cause().getMessage(),
                            config.resolveInterval().toSeconds());
                }
            });
        }
        reconcile();
    }

    private void reconcile() {
        Set<InetSocketAddress> wanted = new LinkedHashSet<>();
        config.sentinels().forEach(address -> wanted.addAll(resolved.getOrDefault(address, List.of())));
        told.forEach(address -> wanted.addAll(resolved.getOrDefault(address, List.of())));
        sessions.entrySet().removeIf(entry -> {
            boolean gone = !wanted.contains(entry.getKey());
            if (gone) {
                end(entry.getValue());
                LOG.infof("Sentinel %s is watched no more", entry.getValue().name());
            }
            return gone;
        });
        wanted.stream().filter(target -> !sessions.containsKey(target)).limit(MOST_SESSIONS - sessions.size()).toList()
                .forEach(this::begin);
    }

    private void begin(InetSocketAddress target) {
        SentinelSession session = new SentinelSession(loop, config, dialer, target, this::pollInterval,
                this::sessionChanged, tidings);
        sessions.put(target, session);
        metrics.watch(session);
        session.start();
    }

    private void end(SentinelSession session) {
        session.stop();
        metrics.forget(session);
    }

    private void sessionChanged() {
        boolean someoneSilent = sessions.values().stream().anyMatch(session -> !session.isAnswering());
        if (someoneSilent && loop.now() - lastLookUp >= LEAST_BETWEEN_LOOK_UPS_MILLIS) {
            lookUp();
        }
        changed.run();
    }
}
