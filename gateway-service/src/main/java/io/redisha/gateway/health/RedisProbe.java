package io.redisha.gateway.health;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.redisha.gateway.redis.CommandClient;
import io.redisha.gateway.reply.Reply;
import io.redisha.gateway.request.RedisCommand;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

/** Asks Redis for a PONG from the start on until there is one, and never again. Confined to one event loop. */
@Singleton
class RedisProbe {

    private static final Logger LOG = Logger.getLogger(RedisProbe.class);
    private static final RedisCommand PING = new RedisCommand(Optional.empty(), "PING", List.of());
    private static final Reply PONG = new Reply.Status(Buffer.buffer("PONG"));
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Vertx vertx;
    private final CommandClient commands;
    private volatile boolean answered;
    private volatile boolean stopped;
    private boolean reported;

    RedisProbe(Vertx vertx, CommandClient commands) {
        this.vertx = vertx;
        this.commands = commands;
    }

    void start(@Observes StartupEvent event) {
        Context loop = vertx.getOrCreateContext();
        loop.runOnContext(now -> ask());
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
    }

    /** Whether Redis ever answered. */
    boolean hasAnswered() {
        return answered;
    }

    private void ask() {
        if (stopped) {
            return;
        }
        commands.execute(PING).subscribe().with(this::replied, failure -> askAgain(failure.getMessage()));
    }

    private void replied(Reply reply) {
        if (PONG.equals(reply)) {
            answered = true;
            LOG.info("Redis answers: ready");
        } else {
            askAgain(reply instanceof Reply.Failure error ? "Redis answers " + error.text() : "Redis answers PING otherwise");
        }
    }

    private void askAgain(String reason) {
        if (!reported) {
            reported = true;
            LOG.warnf("Not ready yet: %s", reason);
        }
        vertx.setTimer(PAUSE.toMillis(), elapsed -> ask());
    }
}
