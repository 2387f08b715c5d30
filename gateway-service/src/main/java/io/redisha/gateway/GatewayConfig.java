package io.redisha.gateway;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * The settings of the gateway itself; each key is also an environment variable, {@code gateway.timeout} is
 * {@code GATEWAY_TIMEOUT}. Where Redis is, the port and the size of a body are Quarkus' own settings
 * ({@code quarkus.redis.hosts}, {@code quarkus.http.port}, {@code quarkus.http.limits.max-body-size}).
 */
@ConfigMapping(prefix = "gateway")
public interface GatewayConfig {

    /**
     * How long a command may take from the moment it is understood; beyond it the answer is 504. Above the park limit of
     * the proxy (15 s), so that the proxy's own answer comes first. A blocking command has its own timeout on top of it.
     */
    @WithDefault("20s")
    Duration timeout();

    /** What the gateway holds at most, so that neither a stopped Redis nor a crowd of clients exhausts its memory. */
    Limits limits();

    /**
     * Path of a {@code webdis.json}. Not supported by this version: because the file may hold access rules, the start
     * stops when it is set.
     */
    Optional<String> webdisConfig();

    /** Bearer tokens. Not supported by this version: the start stops when it is set. */
    Optional<List<String>> tokens();

    /** File with Bearer tokens. Not supported by this version: the start stops when it is set. */
    Optional<String> tokensFile();

    /** Whether WebSockets are served. Not supported by this version: a warning at the start when it is true. */
    @WithDefault("false")
    boolean websockets();

    /** Sentinel watchers for the status page. Not used by this version. */
    Optional<List<String>> watchers();

    /** Bounds; what would exceed one is answered 503 with {@code Retry-After}. */
    interface Limits {

        /** Requests that wait for Redis on one shared connection (there is one per event loop and database). */
        @WithDefault("8192")
        int waitingRequests();

        /** Bytes of those requests. */
        @WithDefault("64M")
        MemorySize waitingBytes();

        /**
         * Connections for commands that need one of their own (blocking ones, and those above 1 MiB), over all event
         * loops.
         */
        @WithDefault("256")
        int dedicatedConnections();

        /** Databases other than the configured one with an open connection, per event loop; the idlest makes room. */
        @WithDefault("32")
        int databases();

        /**
         * Bytes of all request bodies that are held at a moment. While one is passed on it takes up to four times its
         * size of heap, hence the default: an eighth of the maximum heap, and 16 MiB at least. A single
         * body cannot be larger either, whatever {@code quarkus.http.limits.max-body-size} says.
         */
        Optional<MemorySize> bodyBytes();
    }
}
