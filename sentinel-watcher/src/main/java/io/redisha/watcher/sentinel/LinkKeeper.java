package io.redisha.watcher.sentinel;

import java.util.function.Supplier;

import io.redisha.watcher.WatchLoop;
import io.redisha.watcher.redis.RedisLink;
import io.vertx.core.Future;

/**
 * Keeps one connection open: dials, and dials again after a pause when it is lost. The pauses begin anew only when the owner
 * says that the connection is worth something, since a port that accepts and closes at once would be dialled without end.
 * Confined to the watch loop.
 */
final class LinkKeeper {

    /** Who uses the connection. */
    interface Owner {

        void opened(RedisLink link);

        /** The connection could not be opened, was lost, or was given up; another attempt is under way already. */
        void lost(Throwable why);
    }

    private final WatchLoop loop;
    private final Supplier<Future<RedisLink>> dial;
    private final Backoff backoff;
    private final Owner owner;
    private RedisLink link;
    private long timer = -1;
    private boolean stopped;

    LinkKeeper(WatchLoop loop, Supplier<Future<RedisLink>> dial, Backoff backoff, Owner owner) {
        this.loop = loop;
        this.dial = dial;
        this.backoff = backoff;
        this.owner = owner;
    }

    void start() {
        dial.get().onComplete(outcome -> {
            if (outcome.failed()) {
                failed(outcome.cause());
            } else if (stopped) {
                outcome.result().close();
            } else {
                link = outcome.result();
                link.onLost(this::failed);
                owner.opened(link);
            }
        });
    }

    /** The connection has answered as it should. */
    void proved() {
        backoff.reset();
    }

    /** The owner has no use for this connection any more; nothing happens if it is not the present one. */
    void giveUp(RedisLink unwanted, Throwable why) {
        if (unwanted == link && link != null) {
            link.close();
            failed(why);
        }
    }

    void stop() {
        stopped = true;
        loop.cancel(timer);
        if (link != null) {
            link.close();
            link = null;
        }
    }

    private void failed(Throwable why) {
        link = null;
        if (!stopped) {
            timer = loop.after(backoff.next(), this::start);
            owner.lost(why);
        }
    }
}
