package io.redisha.proxy.topology;

import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

import org.jboss.logging.Logger;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;

/**
 * All watchers of one master: every address of every configured URL, asked anew every {@value #RESOLVE_MILLIS} ms, because a
 * headless Service names other pods after each rollout. A name that cannot be resolved keeps its last addresses. Confined
 * to one Vert.x context.
 */
public final class Watchers {

    private static final Logger LOG = Logger.getLogger(Watchers.class);
    private static final int RESOLVE_MILLIS = 3000;
    private static final int CONNECT_MILLIS = 2000;

    private final Vertx vertx;
    private final Context context;
    private final HttpClient client;
    private final List<URI> urls;
    private final String masterName;
    private final Optional<String> token;
    private final MasterFollower follower;
    private final Map<URI, Map<String, WatcherFeed>> feeds = new HashMap<>();
    private final Map<URI, Boolean> unresolved = new HashMap<>();

    private long timer;
    private boolean stopped;

    public Watchers(Vertx vertx, List<URI> urls, String masterName, Optional<String> token, MasterFollower follower) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout(CONNECT_MILLIS)
                // Each feed is one endless response; a limit would keep the last feeds waiting for a connection.
                .setMaxPoolSize(64)
                .setKeepAlive(false));
        this.urls = urls;
        this.masterName = masterName;
        this.token = token;
        this.follower = follower;
    }

    public void start() {
        context.runOnContext(now -> {
            resolveAll();
            timer = vertx.setPeriodic(RESOLVE_MILLIS, tick -> resolveAll());
        });
    }

    /** Ends all feeds; when the result completes, the follower hears no more. */
    public CompletionStage<Void> stop() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        context.runOnContext(now -> {
            try {
                stopped = true;
                vertx.cancelTimer(timer);
                feeds.values().forEach(byAddress -> byAddress.values().forEach(WatcherFeed::close));
                client.close();
            } finally {
                done.complete(null);
            }
        });
        return done;
    }

    private void resolveAll() {
        for (URI url : urls) {
            Future<Set<String>> addresses = vertx.executeBlocking(() -> addresses(url.getHost()), false);
            addresses.onSuccess(found -> resolved(url, found)).onFailure(failure -> notResolved(url, failure));
        }
    }

    private static Set<String> addresses(String host) throws UnknownHostException {
        return Arrays.stream(InetAddress.getAllByName(host)).map(InetAddress::getHostAddress).collect(Collectors.toSet());
    }

    private void resolved(URI url, Set<String> addresses) {
        if (stopped) {
            return;
        }
        unresolved.remove(url);
        Map<String, WatcherFeed> current = feeds.computeIfAbsent(url, none -> new HashMap<>());
        current.entrySet().removeIf(feed -> {
            boolean gone = !addresses.contains(feed.getKey());
            if (gone) {
                feed.getValue().close();
                feed.getValue().withdraw();
            }
            return gone;
        });
        URI events = events(url);
        for (String address : addresses) {
            current.computeIfAbsent(address, ip -> new WatcherFeed(vertx, client, events, ip, token, follower));
        }
    }

    private URI events(URI url) {
        String name = URLEncoder.encode(masterName, StandardCharsets.UTF_8).replace("+", "%20");
        return URI.create(url.toString().replaceAll("/+$", "") + "/masters/" + name + "/events");
    }

    private void notResolved(URI url, Throwable failure) {
        if (unresolved.put(url, true) == null) {
            LOG.warnf("The watchers at %s cannot be resolved, their last addresses stay: %s", url, failure.getMessage());
        }
    }
}
