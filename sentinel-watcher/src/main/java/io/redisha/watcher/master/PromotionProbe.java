package io.redisha.watcher.master;

import java.time.Duration;
import java.util.Optional;

import io.redisha.watcher.WatchLoop;
import io.redisha.watcher.redis.Address;
import io.redisha.watcher.redis.RedisLink;

/**
 * Waits for one replica to become a master: asks it for its {@code ROLE} again and again over a connection that is kept, so
 * that its word is there when it is needed. Sentinel has a promoted node cut the connections of its clients, so the cut is the
 * signal: it is asked again at once over another one. Confined to the watch loop.
 */
final class PromotionProbe {

    /** Who wants to know what the replica says. */
    interface Listener {
        void said(Address node, boolean master);
    }

    /** After an attempt that led to no answer at all. */
    private static final Duration RETRY = Duration.ofMillis(50);

    private final WatchLoop loop;
    private final RoleProbe probe;
    private final Duration pause;
    private final Listener listener;
    private Optional<Address> node = Optional.empty();
    private RedisLink link;
    private boolean proved;
    private long timer = -1;

    /** @param pause between two questions */
    PromotionProbe(WatchLoop loop, RoleProbe probe, Duration pause, Listener listener) {
        this.loop = loop;
        this.probe = probe;
        this.pause = pause;
        this.listener = listener;
    }

    /** Waits for this node from now on, or for none. */
    void watch(Optional<Address> wanted) {
        if (!wanted.equals(node)) {
            node = wanted;
            close();
            node.ifPresent(this::connect);
        }
    }

    private void connect(Address target) {
        probe.connect(target).onComplete(outcome -> {
            boolean isWanted = node.filter(target::equals).isPresent() && link == null;
            if (outcome.succeeded() && isWanted) {
                link = outcome.result();
                proved = false;
                RedisLink opened = link;
                opened.onLost(ignored -> lost(opened, target));
                ask(opened, target);
            } else if (outcome.succeeded()) {
                outcome.result().close();
            } else if (isWanted) {
                after(RETRY, () -> connect(target));
            }
        });
    }

    private void ask(RedisLink asked, Address target) {
        RoleProbe.ask(asked).onComplete(answer -> {
            if (asked != link) {
                return;
            }
            if (answer.failed()) {
                lost(asked, target);
                return;
            }
            proved = true;
            after(pause, () -> ask(asked, target));
            listener.said(target, answer.result());
        });
    }

    private void lost(RedisLink lost, Address target) {
        if (lost == link) {
            close();
            if (proved) {
                connect(target);
            } else {
                after(RETRY, () -> connect(target));
            }
        }
    }

    private void after(Duration pause, Runnable next) {
        loop.cancel(timer);
        timer = loop.after(pause, next);
    }

    private void close() {
        loop.cancel(timer);
        if (link != null) {
            link.close();
            link = null;
        }
    }
}
