/**
 * One server, a Redis or a Sentinel: where it is, how it is reached, how the watcher logs in.
 * <p>
 * An {@link io.redisha.watcher.redis.Address} is text until {@link io.redisha.watcher.redis.NameResolver} looks it up;
 * {@link io.redisha.watcher.redis.Dialer} opens a {@link io.redisha.watcher.redis.RedisLink} to one resolved address, logs in
 * with
 * {@link io.redisha.watcher.redis.Credentials} read at that moment, and every step has a deadline. Protocol and sockets are
 * those
 * of the Quarkus Redis client.
 * <p>
 * All of it runs on the watch loop; look-ups and files, which block, run on threads of their own.
 */
package io.redisha.watcher.redis;
