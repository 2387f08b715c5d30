/**
 * Runs commands on the one address of Redis.
 * <p>
 * {@link io.redisha.gateway.redis.CommandClient} is the way in. What may share a connection goes over the
 * {@link io.redisha.gateway.redis.SharedLink} of its event loop and database, where all requests of that loop are
 * pipelined; what blocks, or is so large that everybody else would wait for it, gets a
 * {@link io.redisha.gateway.redis.DedicatedRun} with a connection of its own. Both stand on
 * {@link io.redisha.gateway.redis.RedisLink}, one connection of the Vert.x Redis client under the settings of the Quarkus
 * one. A pool is not used: a pooled connection carries one request at a time, and a pool turns requests away under load.
 * <p>
 * Each event loop has its own links and nothing but counters is shared between loops. The failures are
 * {@link io.redisha.gateway.redis.RedisUnavailableException}, {@link io.redisha.gateway.redis.RedisBusyException} and
 * {@link io.redisha.gateway.redis.RedisTimeoutException}; an error that Redis answers is a reply like any other.
 */
package io.redisha.gateway.redis;
