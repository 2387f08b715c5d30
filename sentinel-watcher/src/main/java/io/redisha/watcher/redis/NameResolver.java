package io.redisha.watcher.redis;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.netty.util.NetUtil;
import io.redisha.watcher.WatchLoop;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;

/**
 * Looks names up as the operating system does, away from the event loop and within a deadline. A name that cannot be looked up
 * (any more) keeps the addresses it had. The JVM's own cache is off ({@code WatcherMain}). Confined to the watch loop.
 */
public final class NameResolver {

    /** The look-up of the operating system; it blocks, possibly for long. */
    interface LookUp {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    private static final int REMEMBERED = 256;
    private static final int THREADS = 8;

    private final WatchLoop loop;
    private final Duration deadline;
    private final LookUp system;
    private final WorkerExecutor threads;
    // One look-up per name at a time: a name server that hangs can hold only as many as there are names.
    private final Map<String, Future<List<InetAddress>>> underWay = new HashMap<>();
    private final Map<String, List<InetAddress>> lastGood = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<InetAddress>> eldest) {
            return size() > REMEMBERED;
        }
    };

    public NameResolver(WatchLoop loop, Duration deadline) {
        this(loop, deadline, InetAddress::getAllByName);
    }

    NameResolver(WatchLoop loop, Duration deadline, LookUp system) {
        this.loop = loop;
        this.deadline = deadline;
        this.system = system;
        this.threads = loop.vertx().createSharedWorkerExecutor("names", THREADS);
    }

    /**
     * All addresses of the name: the IPv4 ones, or the IPv6 ones if there are no others, so that one server that listens on
     * both counts once.
     */
    public Future<List<InetSocketAddress>> resolve(Address address) {
        InetAddress literal = NetUtil.createInetAddressFromIpAddressString(address.host());
        if (literal != null) {
            return Future.succeededFuture(List.of(new InetSocketAddress(literal, address.port())));
        }
        Future<List<InetAddress>> lookUp = underWay.get(address.host());
        if (lookUp == null) {
            lookUp = lookUp(address.host());
        }
        return loop.within(deadline, "address of " + address.host(), lookUp)
                .recover(failure -> remembered(address.host(), failure))
                .map(found -> found.stream().map(ip -> new InetSocketAddress(ip, address.port())).toList());
    }

    private Future<List<InetAddress>> lookUp(String host) {
        Future<List<InetAddress>> lookUp = threads.executeBlocking(() -> preferred(system.addresses(host)), false);
        // Noted before the handler is set: the look-up may be over already, and the handler be called at once.
        underWay.put(host, lookUp);
        lookUp.onComplete(outcome -> {
            underWay.remove(host);
            if (outcome.succeeded()) {
                lastGood.put(host, outcome.result());
            }
        });
        return lookUp;
    }

    private Future<List<InetAddress>> remembered(String host, Throwable failure) {
        List<InetAddress> known = lastGood.get(host);
        if (known != null) {
            return Future.succeededFuture(known);
        }
        return Future.failedFuture(
                failure instanceof UnknownHostException ? "no address for the name " + host : failure.getMessage());
    }

    private static List<InetAddress> preferred(InetAddress[] all) {
        List<InetAddress> four = Stream.of(all).filter(Inet4Address.class::isInstance).toList();
        return four.isEmpty() ? List.of(all) : four;
    }
}
