package io.redisha.gateway.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;

import io.redisha.gateway.GatewayConfig;
import io.redisha.gateway.GatewayMetrics;
import io.redisha.gateway.GatewayMetrics.Outcome;
import io.redisha.gateway.reply.Reply;
import io.redisha.gateway.request.RedisCommand;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.impl.CommandImpl;

/**
 * Runs commands: chooses the connection, gives each caller its own reply, and never sends a command twice. To be called on
 * an event loop.
 */
@Singleton
public class CommandClient {

    /**
     * A larger command has a connection of its own: all others would wait behind it, and Redis hangs up on a connection
     * whose unread requests exceed 1 GiB.
     */
    private static final long LARGE = 1024 * 1024;

    private static final Map<Class<?>, Outcome> OUTCOMES = Map.of(
            RedisUnavailableException.class, Outcome.UNAVAILABLE,
            RedisBusyException.class, Outcome.BUSY,
            RedisTimeoutException.class, Outcome.TIMEOUT,
            CommandAbandonedException.class, Outcome.ABANDONED);

    private final Vertx vertx;
    private final RedisSettings settings;
    private final GatewayMetrics metrics;
    private final Duration timeout;
    private final SharedLimits sharedLimits;
    private final int maxDatabases;
    private final Map<Context, LoopLinks> shared = new ConcurrentHashMap<>();
    private final DedicatedRuns dedicated;

    CommandClient(Vertx vertx, RedisSettings settings, GatewayConfig config, GatewayMetrics metrics) {
        this.vertx = vertx;
        this.settings = settings;
        this.metrics = metrics;
        timeout = config.timeout();
        GatewayConfig.Limits limits = config.limits();
        sharedLimits = new SharedLimits(limits.waitingRequests(), limits.waitingBytes().asLongValue(), timeout);
        maxDatabases = limits.databases();
        dedicated = new DedicatedRuns(vertx, limits.dedicatedConnections());
        metrics.dedicatedConnections(dedicated::count);
    }

    /**
     * Runs a command when subscribed to. Cancelling gives it up.
     *
     * @return the reply, which may be an error of Redis, or {@link RedisUnavailableException},
     *         {@link RedisBusyException}, {@link RedisTimeoutException}
     */
    public Uni<Reply> execute(RedisCommand command) {
        return Uni.createFrom().emitter(emitter -> {
            GatewayMetrics.Sample sample = metrics.commandStarted();
            RunningCommand running;
            try {
                running = start(command);
            } catch (RedisBusyException | RedisUnavailableException e) {
                sample.ended(outcomeOf(Future.failedFuture(e)));
                emitter.fail(e);
                return;
            }
            emitter.onTermination(running::abandon);
            running.outcome().onComplete(reply -> {
                sample.ended(outcomeOf(reply));
                if (reply.succeeded()) {
                    emitter.complete(reply.result());
                } else {
                    emitter.fail(reply.cause());
                }
            });
        });
    }

    /** Ends all commands that block: the service goes down, and whoever waits may wait elsewhere. */
    public void endBlocking() {
        dedicated.close();
    }

    /** Ends everything that still waits, and closes all connections. */
    public Future<Void> close() {
        endBlocking();
        List<Future<Void>> closed = new ArrayList<>();
        shared.forEach((loop, links) -> {
            Promise<Void> done = Promise.promise();
            loop.runOnContext(now -> {
                links.close();
                done.complete();
            });
            closed.add(done.future());
        });
        return Future.all(closed).mapEmpty();
    }

    private RunningCommand start(RedisCommand command) {
        // Not the context of the request: links outlive it.
        Context loop = VertxContext.getRootContext(vertx.getOrCreateContext());
        Optional<Duration> blocking = BlockingCommands.timeout(command);
        if (blocking.isEmpty() && command.size() <= LARGE) {
            return shared.computeIfAbsent(loop, this::linksOf).to(command.database()).send(request(command), command.size());
        }
        DedicatedRun run = dedicated.admit(loop);
        Optional<Duration> limit = blocking.filter(Duration::isZero).isPresent() ? Optional.empty()
                : Optional.of(timeout.plus(blocking.orElse(Duration.ZERO)));
        loop.runOnContext(now -> run.start(open(command.database()), request(command), limit));
        return run;
    }

    private LoopLinks linksOf(Context loop) {
        return new LoopLinks(database -> new SharedLink(vertx, loop, () -> open(database), sharedLimits), maxDatabases);
    }

    /** Settings that cannot be used are a failure to connect, too. */
    private Future<RedisLink> open(Optional<String> database) {
        return Future.succeededFuture()
                .compose(none -> RedisLink.open(vertx, settings.forOneConnection(), database, timeout));
    }

    private static Outcome outcomeOf(AsyncResult<Reply> reply) {
        if (reply.succeeded()) {
            return reply.result() instanceof Reply.Failure ? Outcome.ERROR : Outcome.OK;
        }
        return OUTCOMES.getOrDefault(reply.cause().getClass(), Outcome.FAILED);
    }

    /**
     * The request as it is: the client's own commands would refuse a wrong number of arguments themselves, with a text of
     * their own, and send the name in lower case.
     */
    private static Request request(RedisCommand command) {
        Request request = Request.cmd(new CommandImpl(command.name(), -1, null, false, true));
        for (Buffer argument : command.arguments()) {
            request.arg(argument);
        }
        return request;
    }
}
