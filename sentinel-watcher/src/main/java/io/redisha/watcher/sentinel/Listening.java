package io.redisha.watcher.sentinel;

import java.time.Duration;
import java.util.function.Supplier;

import io.redisha.watcher.WatchLoop;
import io.redisha.watcher.redis.RedisLink;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;

/**
 * The connection on which one Sentinel tells what happens. Each event is a reason to ask; those of a failover are handed on,
 * with the epoch of the election that they belong to. It is a connection of its own because the timeout of a question must not
 * cut an event in half. Confined to the watch loop.
 */
final class Listening implements LinkKeeper.Owner {

    /** Nothing may happen for days: a connection that a network has forgotten is found by asking for a sign of life. */
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(10);

    /** Who wants the events. */
    interface Listener {

        /** Something happened. */
        void hint();

        /** @param epoch the last that this Sentinel has told of on this connection, -1 if none */
        void happened(SentinelEvent event, long epoch);
    }

    private final WatchLoop loop;
    private final Listener listener;
    private final LinkKeeper keeper;
    private long epoch = -1;
    private long timer = -1;

    Listening(WatchLoop loop, Supplier<Future<RedisLink>> dial, Backoff backoff, Listener listener) {
        this.loop = loop;
        this.listener = listener;
        this.keeper = new LinkKeeper(loop, dial, backoff, this);
    }

    void start() {
        keeper.start();
    }

    void stop() {
        keeper.stop();
        loop.cancel(timer);
    }

    @Override
    public void opened(RedisLink link) {
        epoch = -1;
        link.onMessage(message -> {
            if (message == null || message.type() != ResponseType.MULTI) {
                keeper.giveUp(link, new MalformedAnswer("no array where a Sentinel sends an event"));
            } else {
                keeper.proved();
                read(message);
            }
        });
        link.ask(Request.cmd(Command.PSUBSCRIBE).arg("*")).onFailure(why -> keeper.giveUp(link, why));
        timer = loop.every(SIGN_OF_LIFE,
                () -> link.ask(Request.cmd(Command.PING)).onFailure(why -> keeper.giveUp(link, why)));
    }

    /** {@code pmessage}, pattern, channel, message; other pushes are confirmations and signs of life. */
    private void read(Response push) {
        if (push.size() == 4) {
            String channel = String.valueOf(push.get(2));
            String message = String.valueOf(push.get(3));
            epoch = SentinelEvent.newEpoch(channel, message).orElse(epoch);
            SentinelEvent.read(channel, message).ifPresent(event -> listener.happened(event, epoch));
        }
        listener.hint();
    }

    /** What the Sentinel is doing is the question's matter: whoever asks it reports it as lost. */
    @Override
    public void lost(Throwable why) {
        loop.cancel(timer);
    }
}
