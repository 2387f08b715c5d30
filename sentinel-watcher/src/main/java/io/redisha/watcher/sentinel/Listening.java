package io.redisha.watcher.sentinel;

import java.time.Duration;
import java.util.function.Supplier;

import io.redisha.watcher.WatchLoop;
import io.redisha.watcher.redis.RedisLink;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.ResponseType;

/**
 * The connection on which one Sentinel tells what happens. Its events are only a reason to ask: they may be lost, late or
 * wrong. It is a connection of its own because the timeout of a question must not cut an event in half. Confined to the watch
 * loop.
 */
final class Listening implements LinkKeeper.Owner {

    /** Nothing may happen for days: a connection that a network has forgotten is found by asking for a sign of life. */
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(10);

    private final WatchLoop loop;
    private final Runnable hint;
    private final LinkKeeper keeper;
    private long timer = -1;

    Listening(WatchLoop loop, Supplier<Future<RedisLink>> dial, Backoff backoff, Runnable hint) {
        this.loop = loop;
        this.hint = hint;
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
        link.onMessage(message -> {
            if (message == null || message.type() != ResponseType.MULTI) {
                keeper.giveUp(link, new MalformedAnswer("no array where a Sentinel sends an event"));
            } else {
                keeper.proved();
                hint.run();
            }
        });
        link.ask(Request.cmd(Command.PSUBSCRIBE).arg("*")).onFailure(why -> keeper.giveUp(link, why));
        timer = loop.every(SIGN_OF_LIFE,
                () -> link.ask(Request.cmd(Command.PING)).onFailure(why -> keeper.giveUp(link, why)));
    }

    /** What the Sentinel is doing is the question's matter: whoever asks it reports it as lost. */
    @Override
    public void lost(Throwable why) {
        loop.cancel(timer);
    }
}
