package io.redisha.proxy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The settings of the proxy; each is also an environment variable, {@code proxy.listen.port} as {@code PROXY_LISTEN_PORT}. */
@ConfigMapping(prefix = "proxy")
public interface ProxyConfig {

    /** Where clients connect. */
    Listen listen();

    /** The watchers, {@code http} or {@code https}; a name with several addresses means all of them. */
    @WithDefault("http://localhost:8080")
    List<URI> watchers();

    /** Access to the watchers. */
    Watcher watcher();

    /** The name of the master, as Sentinel knows it. */
    @WithDefault("mymaster")
    String master();

    /** Requests that wait for a master. */
    Park park();

    /** The proxy's own identity towards Redis. */
    Redis redis();

    /** Bounds for each client. */
    Client client();

    /** How long a connection to a node may take, and again how long its handshake; 100 ms to 60 s. */
    @WithDefault("2s")
    Duration connectTimeout();

    /** How long SIGTERM waits for replies to what was sent; at most 8 s, so that the whole stop takes less than 10 s. */
    @WithDefault("7s")
    Duration drainTimeout();

    interface Listen {

        /** The address to listen on. */
        @WithDefault("0.0.0.0")
        String host();

        /** The port to listen on; 0 takes a free one. */
        @WithDefault("6379")
        int port();
    }

    interface Watcher {

        /** The bearer token of the watchers' feed. */
        Optional<String> token();
    }

    interface Park {

        /** How long a request may wait for a master before it is refused with {@code NOMASTER}; 1 ms to 1 h. */
        @WithDefault("15s")
        Duration timeout();

        /** Bytes that one client may have waiting; beyond it, its connection is not read. */
        @WithDefault("1048576")
        int clientBytes();

        /** Bytes that all clients may have waiting together; beyond it, none that waits is read, and the proxy is not ready. */
        @WithDefault("67108864")
        long totalBytes();
    }

    interface Redis {

        /** For ROLE; never lent to clients. Without it the default user. */
        Optional<String> username();

        /** For ROLE; never lent to clients. */
        Optional<String> password();
    }

    interface Client {

        /** Clients at once; one more gets Redis' own error. */
        @WithDefault("10000")
        int max();

        /** How long a command that has begun may stand still before the client is closed; 1 s to 1 h. */
        @WithDefault("15s")
        Duration stallTimeout();

        /** Requests of one client without a reply; beyond it, its connection is not read. */
        @WithDefault("1000000")
        int inFlight();
    }
}
