package io.redisha.gateway.health;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.redisha.gateway.redis.CommandClient;
import io.vertx.core.Vertx;

/**
 * The way down: at once not ready, and blocking commands are answered 503. Requests go on being served until Quarkus stops
 * taking them; what then still waits for Redis is answered 503 before the connections are cut.
 */
@Singleton
class Drain {

    private static final Logger LOG = Logger.getLogger(Drain.class);

    /** Less than {@code quarkus.shutdown.delay} and {@code quarkus.shutdown.timeout} together. */
    private static final Duration LAST_CALL = Duration.ofSeconds(6);
    private static final Duration CLOSE_LIMIT = Duration.ofMillis(500);

    private final Vertx vertx;
    private final CommandClient commands;
    private volatile boolean underWay;

    Drain(Vertx vertx, CommandClient commands) {
        this.vertx = vertx;
        this.commands = commands;
    }

    void begin(@Observes ShutdownDelayInitiatedEvent event) {
        LOG.info("Draining");
        underWay = true;
        commands.endBlocking();
        vertx.setTimer(LAST_CALL.toMillis(), elapsed -> commands.close());
    }

    /** Before Vert.x ends under the connections, which they would complain about. */
    void end(@Observes ShutdownEvent event) throws InterruptedException {
        try {
            commands.close().toCompletionStage().toCompletableFuture().get(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("Connections to Redis were not closed in order", e);
        }
    }

    boolean isUnderWay() {
        return underWay;
    }
}
