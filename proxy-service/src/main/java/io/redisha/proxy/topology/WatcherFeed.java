package io.redisha.proxy.topology;

import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

import org.jboss.logging.Logger;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;

/**
 * The events of one watcher at one address, from one connection after the other. What it said last counts until it has been
 * silent for 10 s: a watcher that restarts is not missed. Confined to the context of its Vert.x timer.
 */
final class WatcherFeed {

    private static final Logger LOG = Logger.getLogger(WatcherFeed.class);

    /** The contract: a watcher sends at least a heartbeat every 5 s, and is left out after 10 s. */
    private static final long SILENCE_NANOS = 10_000_000_000L;
    private static final int RETRY_MILLIS = 250;
    private static final int TICK_MILLIS = 500;

    private final Vertx vertx;
    private final HttpClient client;
    private final URI events;
    private final SocketAddress address;
    private final Optional<String> token;
    private final MasterFollower follower;
    private final String name;
    private final long timer;

    private HttpClientRequest request;
    /** Counts the connections; what a former one still has to say is passed over. */
    private long attempt;
    private boolean waiting;
    /** When this connection was dialled or brought something; when the watcher was heard on any. */
    private long lastActive;
    private long lastHeard = System.nanoTime();
    private boolean counted;
    private boolean reported;
    private boolean closed;

    WatcherFeed(Vertx vertx, HttpClient client, URI events, String ip, Optional<String> token, MasterFollower follower) {
        this.vertx = vertx;
        this.client = client;
        this.events = events;
        this.address = SocketAddress.inetSocketAddress(port(events), ip);
        this.token = token;
        this.follower = follower;
        this.name = events.getHost() + "/" + address;
        this.timer = vertx.setPeriodic(TICK_MILLIS, tick -> watchSilence());
        dial();
    }

    private static int port(URI uri) {
        return uri.getPort() > 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
    }

    /** Ends the feed. */
    void close() {
        closed = true;
        vertx.cancelTimer(timer);
        if (request != null) {
            request.reset();
        }
    }

    /** What it said counts no more. */
    void withdraw() {
        if (counted) {
            counted = false;
            follower.silent(name);
        }
    }

    private void dial() {
        long mine = ++attempt;
        waiting = false;
        lastActive = System.nanoTime();
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setServer(address)
                .setHost(events.getHost())
                .setPort(address.port())
                .setSsl("https".equals(events.getScheme()))
                .setURI(events.getRawPath())
                .putHeader("Accept", "text/event-stream");
        token.ifPresent(bearer -> options.putHeader("Authorization", "Bearer " + bearer));
        client.request(options).compose(sent -> {
            request = sent;
            return sent.send();
        }).onSuccess(response -> answered(mine, response)).onFailure(failure -> lost(mine, failure.getMessage()));
    }

    private void answered(long mine, HttpClientResponse response) {
        if (response.statusCode() != 200) {
            lost(mine, "HTTP status " + response.statusCode());
            return;
        }
        EventStream stream = new EventStream(json -> state(mine, json));
        response.handler(bytes -> heard(mine, stream, bytes));
        response.exceptionHandler(failure -> lost(mine, failure.getMessage()));
        response.endHandler(end -> lost(mine, "the stream ended"));
    }

    private void heard(long mine, EventStream stream, Buffer bytes) {
        if (mine != attempt || closed) {
            return;
        }
        lastActive = System.nanoTime();
        lastHeard = lastActive;
        try {
            stream.take(bytes);
        } catch (IllegalStateException | IllegalArgumentException fault) {
            lost(mine, "it sent " + fault.getMessage());
        }
    }

    private void state(long mine, String json) {
        if (mine == attempt && !closed) {
            MasterState state = MasterState.parse(json);
            if (!counted || reported) {
                counted = true;
                reported = false;
                LOG.infof("Watcher %s is heard", name);
            }
            follower.heard(name, state);
        }
    }

    private void lost(long mine, String reason) {
        if (closed || waiting || mine != attempt) {
            return;
        }
        waiting = true;
        if (request != null) {
            request.reset();
            request = null;
        }
        if (!reported) {
            reported = true;
            LOG.warnf("Watcher %s cannot be heard: %s", name, reason);
        }
        vertx.setTimer(RETRY_MILLIS + ThreadLocalRandom.current().nextInt(RETRY_MILLIS), again -> {
            if (!closed) {
                dial();
            }
        });
    }

    private void watchSilence() {
        long now = System.nanoTime();
        if (counted && now - lastHeard > SILENCE_NANOS) {
            LOG.warnf("Watcher %s has been silent for %d s and is left out", name, SILENCE_NANOS / 1_000_000_000);
            withdraw();
        }
        if (now - lastActive > SILENCE_NANOS) {
            // A hung watcher keeps its connection open: only a new one can tell that it is back.
            lost(attempt, "silent");
        }
    }
}
