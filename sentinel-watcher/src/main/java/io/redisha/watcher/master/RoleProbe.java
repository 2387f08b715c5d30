package io.redisha.watcher.master;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

import io.redisha.watcher.WatchLoop;
import io.redisha.watcher.redis.Address;
import io.redisha.watcher.redis.Dialer;
import io.redisha.watcher.redis.NameResolver;
import io.redisha.watcher.redis.RedisLink;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;

/**
 * Asks a node for its {@code ROLE}, over a new connection each time: the answer is about whoever has that address now. Confined
 * to the watch loop.
 */
public final class RoleProbe {

    private static final int MOST_ADDRESSES = 4;

    private final WatchLoop loop;
    private final NameResolver resolver;
    private final Dialer dialer;
    private final Duration deadline;

    /** @param deadline for all: name, connection and answer */
    public RoleProbe(WatchLoop loop, NameResolver resolver, Dialer dialer, Duration deadline) {
        this.loop = loop;
        this.resolver = resolver;
        this.dialer = dialer;
        this.deadline = deadline;
    }

    /** Whether it says that it is a master; a failure if it says nothing. */
    Future<Boolean> isMaster(Address node) {
        Future<Boolean> answer = resolver.resolve(node).compose(targets -> isMaster(targets, 0));
        return loop.within(deadline, "ROLE", answer);
    }

    /** The first address that answers speaks for the name. */
    private Future<Boolean> isMaster(List<InetSocketAddress> targets, int index) {
        Future<Boolean> answer = dialer.dial(targets.get(index)).compose(RoleProbe::ask);
        boolean last = index + 1 >= Math.min(targets.size(), MOST_ADDRESSES);
        return last ? answer : answer.recover(ignored -> isMaster(targets, index + 1));
    }

    private static Future<Boolean> ask(RedisLink link) {
        return link.ask(Request.cmd(Command.ROLE)).map(RoleProbe::saysMaster).onComplete(ignored -> link.close());
    }

    private static boolean saysMaster(Response reply) {
        return reply != null && reply.type() == ResponseType.MULTI && reply.size() > 0
                && "master".equals(String.valueOf(reply.get(0)));
    }
}
