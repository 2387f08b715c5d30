package io.redisha.watcher.sentinel;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

import io.redisha.watcher.WatchLoop;
import io.redisha.watcher.WatcherConfig;
import io.redisha.watcher.redis.Dialer;
import io.redisha.watcher.redis.RedisLink;
import io.vertx.core.Future;

/**
 * One Sentinel at one address: a connection that asks, one that listens, and what was last answered. An unreachable Sentinel
 * says nothing at all: its last answers are dropped with the connection. Confined to the watch loop.
 */
public final class SentinelSession implements Asking.Listener, Listening.Listener {

    private static final Logger LOG = Logger.getLogger(SentinelSession.class);
    /** A Sentinel that comes and goes is not to fill the log, and one that is away for good is not to be forgotten in it. */
    private static final long LEAST_BETWEEN_LOSSES_MILLIS = 5_000;
    private static final long REMINDER_MILLIS = 60_000;

    private final WatchLoop loop;
    private final InetSocketAddress target;
    private final Asking asking;
    private final Listening listening;
    private final Runnable changed;
    private final SentinelTidings tidings;
    private Optional<String> runId = Optional.empty();
    private Map<String, SentinelReport> reports = Map.of();
    private boolean answering;
    private boolean saidLost;
    private boolean saidAnything;
    private long lastSaidLost;
    // Read by metrics on their own thread.
    private volatile long lastAnswer = -1;

    /**
     * @param pollInterval how often it is to be asked, now
     * @param changed is called after each answer and each loss
     */
    SentinelSession(WatchLoop loop, WatcherConfig config, Dialer dialer, InetSocketAddress target,
            Supplier<Duration> pollInterval, Runnable changed, SentinelTidings tidings) {
        this.loop = loop;
        this.target = target;
        this.changed = changed;
        this.tidings = tidings;
        Supplier<Future<RedisLink>> dial = () -> dialer.dial(target);
        List<String> masters = config.masters();
        asking = new Asking(loop, dial, backoff(config), name(), masters, pollInterval, this);
        listening = new Listening(loop, dial, backoff(config), this);
    }

    private static Backoff backoff(WatcherConfig config) {
        return new Backoff(config.reconnectMin(), config.reconnectMax());
    }

    void start() {
        asking.start();
        listening.start();
    }

    void stop() {
        asking.stop();
        listening.stop();
    }

    /** Its address, as in logs and metrics. */
    public String name() {
        String host = target.getAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + target.getPort();
    }

    /** Its own id, as it last told it. */
    public Optional<String> runId() {
        return runId;
    }

    /** What it is called in reports: its own id or, as long as that is not known, its address. */
    String id() {
        return runId.orElse(name());
    }

    /** Whether its last question was answered. */
    public boolean isAnswering() {
        return answering;
    }

    /** What it says about this master; none if it does not answer or does not watch it. */
    public Optional<SentinelReport> report(String master) {
        return Optional.ofNullable(reports.get(master));
    }

    /** From any thread: the age of its last answer, none before the first. */
    public Optional<Duration> age() {
        long last = lastAnswer;
        return last < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(loop.now() - last));
    }

    /** Asks at once. */
    @Override
    public void hint() {
        asking.hint();
    }

    @Override
    public void happened(SentinelEvent event, long epoch) {
        tidings.happened(id(), name(), event, epoch);
    }

    @Override
    public void answered(Optional<String> id, Map<String, SentinelReport> answers) {
        if (saidLost || !saidAnything) {
            LOG.infof("Sentinel %s answers", name());
            saidLost = false;
            saidAnything = true;
        }
        runId = id;
        reports = answers;
        answering = true;
        lastAnswer = loop.now();
        changed.run();
    }

    @Override
    public void lost(Throwable why) {
        long sinceLast = loop.now() - lastSaidLost;
        if (!saidAnything || sinceLast >= (saidLost ? REMINDER_MILLIS : LEAST_BETWEEN_LOSSES_MILLIS)) {
            LOG.warnf("Sentinel %s gives no usable answer: %s", name(), reason(why));
            saidLost = true;
            saidAnything = true;
            lastSaidLost = loop.now();
        }
        answering = false;
        reports = Map.of();
        changed.run();
    }

    private static String reason(Throwable why) {
        String message = why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage();
        return message.lines().findFirst().orElse("").replaceAll("[^\\x20-\\x7e]", "?");
    }
}
