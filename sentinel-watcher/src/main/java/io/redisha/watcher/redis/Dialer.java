package io.redisha.watcher.redis;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

import io.redisha.watcher.WatchLoop;
import io.vertx.core.Future;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;

/** Opens connections to one kind of server, logged in and each within a deadline. Confined to the watch loop. */
public final class Dialer {

    private final WatchLoop loop;
    private final Credentials credentials;
    private final Duration deadline;

    /** @param deadline for opening a connection, and then for each call on it */
    public Dialer(WatchLoop loop, Credentials credentials, Duration deadline) {
        this.loop = loop;
        this.credentials = credentials;
        this.deadline = deadline;
    }

    /** @param target with its address resolved: a name would be looked up on the event loop */
    public Future<RedisLink> dial(InetSocketAddress target) {
        return loop.within(deadline, "password out of its file", credentials.login(loop))
                .compose(login -> dial(target, login));
    }

    private Future<RedisLink> dial(InetSocketAddress target, Optional<Request> login) {
        Redis client = Redis.createClient(loop.vertx(), options(target));
        Future<RedisConnection> opened = client.connect()
                .compose(
                        connection -> login.map(auth -> loggedIn(connection, auth)).orElse(Future.succeededFuture(connection)));
        return loop.within(deadline, "connection", opened)
                .map(connection -> new RedisLink(loop, client, connection, deadline))
                .onFailure(ignored -> client.close());
    }

    private static Future<RedisConnection> loggedIn(RedisConnection connection, Request auth) {
        return connection.send(auth).map(connection)
                .recover(failure -> wantsNoPassword(failure) ? Future.succeededFuture(connection)
                        : Future.failedFuture(failure));
    }

    /** A password here and none there is how a password is introduced: servers last. */
    private static boolean wantsNoPassword(Throwable failure) {
        return String.valueOf(failure.getMessage()).contains("without any password configured");
    }

    private RedisOptions options(InetSocketAddress target) {
        NetClientOptions tcp = new NetClientOptions().setConnectTimeout(Math.toIntExact(deadline.toMillis()))
                .setTcpKeepAlive(true);
        return new RedisOptions().setNetClientOptions(tcp).setConnectionString("redis://" + authority(target))
                // RESP2 is what every Sentinel of every version speaks, and AUTH is sent here, under the deadline.
                .setProtocolNegotiation(false)
                .setPoolName("watcher").setMaxPoolSize(1).setMaxPoolWaiting(1)
                // The pool is to leave its one connection alone.
                .setPoolCleanerInterval(-1).setPoolRecycleTimeout(-1);
    }

    private static String authority(InetSocketAddress target) {
        String address = target.getAddress().getHostAddress();
        return (target.getAddress() instanceof Inet6Address ? "[" + address + "]" : address) + ":" + target.getPort();
    }
}
