package io.redisha.proxy.listener;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.netty.channel.EventLoop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.redisha.proxy.ProxyConfig;
import io.redisha.proxy.command.CommandTable;
import io.redisha.proxy.session.Parking;
import io.redisha.proxy.session.SessionContext;
import io.redisha.proxy.session.SessionLimits;
import io.redisha.proxy.topology.Gate;
import io.redisha.proxy.topology.MasterFollower;
import io.redisha.proxy.topology.Watchers;
import io.redisha.proxy.upstream.Credentials;
import io.redisha.proxy.upstream.Dialer;
import io.redisha.proxy.upstream.EventLoops;
import io.vertx.core.Vertx;

/** Starts the listener with the application and drains it at its end. */
@ApplicationScoped
class ProxyServer {

    private static final Logger LOG = Logger.getLogger(ProxyServer.class);
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(8);

    private final ProxyConfig config;
    private final Vertx vertx;
    private final ProxyMetrics metrics;
    private EventLoops loops;
    private volatile ProxyListener listener;

    ProxyServer(ProxyConfig config, Vertx vertx, ProxyMetrics metrics) {
        this.config = config;
        this.vertx = vertx;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent event) {
        check();
        loops = EventLoops.start();
        ProxyListener starting = listener(loops);
        InetSocketAddress address = new InetSocketAddress(config.listen().host(), config.listen().port());
        try {
            starting.start(address);
        } catch (Exception cannotBind) {
            loops.group().shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
            throw new ConfigurationException("Cannot listen on " + config.listen().host() + ":" + config.listen().port()
                    + " (PROXY_LISTEN_HOST, PROXY_LISTEN_PORT): " + cannotBind.getMessage());
        }
        listener = starting;
        metrics.observe(starting);
        LOG.infof("Listening on %s:%d for master %s, %s", config.listen().host(), config.listen().port(), config.master(),
                loops.transport());
    }

    private void check() {
        for (URI watcher : config.watchers()) {
            boolean http = "http".equals(watcher.getScheme()) || "https".equals(watcher.getScheme());
            if (!http || watcher.getHost() == null) {
                throw new ConfigurationException(
                        "PROXY_WATCHERS: '" + watcher + "' is not a URL like http://host:8080 or https://host:8443");
            }
        }
        between("PROXY_PARK_TIMEOUT", config.park().timeout(), Duration.ofMillis(1), Duration.ofHours(1));
        between("PROXY_CONNECT_TIMEOUT", config.connectTimeout(), Duration.ofMillis(100), Duration.ofMinutes(1));
        between("PROXY_CLIENT_STALL_TIMEOUT", config.client().stallTimeout(), Duration.ofSeconds(1), Duration.ofHours(1));
        between("PROXY_DRAIN_TIMEOUT", config.drainTimeout(), Duration.ZERO, LONGEST_DRAIN);
        atLeastOne("PROXY_PARK_CLIENT_BYTES", config.park().clientBytes());
        atLeastOne("PROXY_PARK_TOTAL_BYTES", config.park().totalBytes());
        atLeastOne("PROXY_CLIENT_MAX", config.client().max());
        atLeastOne("PROXY_CLIENT_IN_FLIGHT", config.client().inFlight());
    }

    private static void between(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new ConfigurationException(
                    name + ": " + value.toMillis() + " ms is not between " + least.toMillis() + " and " + most.toMillis());
        }
    }

    private static void atLeastOne(String name, long value) {
        if (value < 1) {
            throw new ConfigurationException(name + ": " + value + " is less than 1");
        }
    }

    private ProxyListener listener(EventLoops loops) {
        Gate gate = new Gate();
        Dialer dialer = new Dialer(loops, config.connectTimeout(),
                () -> new Credentials(config.redis().username(), config.redis().password()));
        EventLoop home = loops.group().next();
        CommandTable commands = new CommandTable();
        MasterFollower follower = new MasterFollower(dialer, home, gate, commands);
        Watchers watchers = new Watchers(vertx, config.watchers(), config.master(), config.watcher().token(), follower);
        SessionLimits limits = new SessionLimits(config.park().timeout(), config.park().clientBytes(),
                config.client().stallTimeout(), config.client().inFlight());
        Parking parking = new Parking(config.park().totalBytes());
        SessionContext context = new SessionContext(gate, dialer, limits, parking, commands, metrics,
                follower::suspect);
        return new ProxyListener(loops, context, follower, watchers, config.client().max());
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        if (listener == null) {
            return;
        }
        LOG.infof("Draining %d clients", listener.clients());
        listener.drain(config.drainTimeout());
        loops.group().shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    /** Null until it is bound. */
    ProxyListener listener() {
        return listener;
    }
}
