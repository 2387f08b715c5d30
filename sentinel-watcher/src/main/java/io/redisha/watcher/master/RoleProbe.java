package io.redisha.watcher.master;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

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
 * Asks a node for its {@code ROLE}, as a rule over a new connection each time: the answer is about whoever has that address
 * now.
 * Confined to the watch loop.
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
        Future<Boolean> answer = resolver.resolve(node).compose(targets -> first(targets, 0, this::askOnce));
        return loop.within(deadline, "ROLE", answer);
    }

    /** A connection to it, for {@link #ask}; a failure if there is none. */
    Future<RedisLink> connect(Address node) {
        return resolver.resolve(node).compose(targets -> first(targets, 0, dialer::dial));
    }

    /** Whether the node at the other end says that it is a master. */
    static Future<Boolean> ask(RedisLink link) {
        return link.ask(Request.cmd(Command.ROLE)).map(RoleProbe::saysMaster);
    }

    /** The first address that answers speaks for the name. */
    private static <T> Future<T> first(List<InetSocketAddress> targets, int index,
            Function<InetSocketAddress, Future<T>> attempt) {
        Future<T> answer = attempt.apply(targets.get(index));
        boolean last = index + 1 >= Math.min(targets.size(), MOST_ADDRESSES);
        return last ? answer : answer.recover(ignored -> first(targets, index + 1, attempt));
    }

    private Future<Boolean> askOnce(InetSocketAddress target) {
        return dialer.dial(target).compose(link -> ask(link).onComplete(ignored -> link.close()));
    }

    private static boolean saysMaster(Response reply) {
        return reply != null && reply.type() == ResponseType.MULTI && reply.size() > 0
                && "master".equals(String.valueOf(reply.get(0)));
    }
}
