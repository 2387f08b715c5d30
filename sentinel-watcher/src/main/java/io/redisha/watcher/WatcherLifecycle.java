package io.redisha.watcher;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.redisha.watcher.feed.MasterFeed;
import io.redisha.watcher.master.MasterWatch;
import io.redisha.watcher.master.RoleProbe;
import io.redisha.watcher.redis.Address;
import io.redisha.watcher.redis.Credentials;
import io.redisha.watcher.redis.Dialer;
import io.redisha.watcher.redis.NameResolver;
import io.redisha.watcher.sentinel.SentinelEvent;
import io.redisha.watcher.sentinel.Sentinels;

/** Puts the parts together, starts them, carries what the Sentinels say to the masters' watches, and stops them in order. */
@Singleton
public class WatcherLifecycle {

    private static final Logger LOG = Logger.getLogger(WatcherLifecycle.class);

    private final WatcherConfig config;
    private final WatchLoop loop;
    private final MasterFeed feed;
    private final Sentinels sentinels;
    private final List<MasterWatch> watches;
    private long heartbeat = -1;
    private volatile boolean started;

    WatcherLifecycle(WatcherConfig config, Config source, WatchLoop loop, MasterFeed feed, WatcherMetrics metrics) {
        this.config = config;
        this.loop = loop;
        this.feed = feed;
        NameResolver resolver = new NameResolver(loop, config.askTimeout());
        Dialer toSentinels = new Dialer(loop, new Credentials(source, "watcher.sentinel"), config.askTimeout());
        Dialer toRedis = new Dialer(loop, new Credentials(source, "watcher.redis"), config.roleTimeout());
        RoleProbe probe = new RoleProbe(loop, resolver, toRedis, config.roleTimeout());
        sentinels = new Sentinels(loop, config, resolver, toSentinels, metrics, this::sentinelsChanged, this::happened);
        watches = config.masters().stream().map(name -> new MasterWatch(name, loop, config, probe, feed, metrics)).toList();
    }

    /** Whether everything has been started; what there is to watch may still be absent. */
    public boolean isStarted() {
        return started;
    }

    void start(@Observes StartupEvent event) {
        LOG.infof("Watching %s through the Sentinels %s, discovery %s", String.join(", ", config.masters()),
                config.sentinels().stream().map(Address::toString).collect(Collectors.joining(", ")),
                config.discovery().name().toLowerCase(Locale.ROOT));
        loop.run(() -> {
            heartbeat = loop.every(config.heartbeat(), feed::heartbeat);
            watches.forEach(MasterWatch::start);
            sentinels.start();
            started = true;
        });
    }

    /** Open streams would hold up the stop: a follower is told at once, and goes to another watcher. */
    void drain(@Observes ShutdownDelayInitiatedEvent event) {
        feed.close();
    }

    void stop(@Observes ShutdownEvent event) {
        feed.close();
        loop.run(() -> {
            loop.cancel(heartbeat);
            watches.forEach(MasterWatch::stop);
            sentinels.stop();
        });
    }

    private void sentinelsChanged() {
        for (MasterWatch watch : watches) {
            watch.heard(sentinels.configuredIds(watch.name()),
                    sentinels.sessions().stream().map(session -> session.report(watch.name())).flatMap(Optional::stream)
                            .toList());
        }
        sentinels.told(notWatchedOtherwise());
        hurryWhileSwitching();
    }

    private void happened(String sentinelId, String sentinelName, SentinelEvent event, long epoch) {
        watches.stream().filter(watch -> watch.name().equals(event.master()))
                .forEach(watch -> watch.happened(sentinelId, sentinelName, event, epoch));
        hurryWhileSwitching();
    }

    private void hurryWhileSwitching() {
        sentinels.hurry(watches.stream().anyMatch(MasterWatch::isSwitching));
    }

    /** A Sentinel that is configured under one address may be known to the others under another one. */
    private Set<Address> notWatchedOtherwise() {
        Set<String> configured = watches.stream().flatMap(watch -> sentinels.configuredIds(watch.name()).stream())
                .collect(Collectors.toSet());
        return watches.stream().flatMap(watch -> watch.told().entrySet().stream())
                .filter(told -> !configured.contains(told.getKey())).map(Map.Entry::getValue)
                .collect(Collectors.toCollection(HashSet::new));
    }
}
