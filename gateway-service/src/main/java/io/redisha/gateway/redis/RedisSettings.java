package io.redisha.gateway.redis;

import jakarta.inject.Singleton;

import io.quarkus.redis.client.RedisOptionsCustomizer;
import io.redisha.gateway.GatewayConfig;
import io.vertx.redis.client.ProtocolVersion;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;

/**
 * The settings that Quarkus makes of {@code quarkus.redis.*} (address, credentials, TLS), taken over for clients of one
 * connection each. The Quarkus client itself is a pool whose connections all belong to one event loop.
 */
@Singleton
class RedisSettings implements RedisOptionsCustomizer {

    /**
     * Arrays within arrays that the client's parser can follow. Beyond it the parser breaks off in the middle of a reply
     * and the connection hangs; a script of Redis cannot return more.
     */
    private static final int PARSER_DEPTH = 16 * 1024;

    /** What a connection sends before any request, and some more. */
    private static final int LEAST_QUEUE = 16;

    private final int waitingRequests;
    private RedisOptions options;

    /**
     * Takes the options that are handed to it before anything asks for them.
     *
     * @param client not used, but Quarkus makes the client, and so the options, only when somebody asks for it
     */
    RedisSettings(GatewayConfig config, Redis client) {
        waitingRequests = config.limits().waitingRequests();
    }

    @Override
    public void customize(String clientName, RedisOptions options) {
        this.options = options;
    }

    /** Options for a client that holds one connection. */
    RedisOptions forOneConnection() {
        return new RedisOptions(options)
                .setMaxPoolSize(1)
                .setMaxPoolWaiting(1)
                .setPoolCleanerInterval(-1)
                .setMaxWaitingHandlers(Math.max(LEAST_QUEUE, waitingRequests))
                .setMaxNestedArrays(PARSER_DEPTH)
                .setProtocolNegotiation(true)
                .setPreferredProtocolVersion(ProtocolVersion.RESP2);
    }
}
