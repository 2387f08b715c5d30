/**
 * The proxy: one RESP address that always reaches the current master.
 * <p>
 * Read the packages in the order of a request: {@code listener} accepts a client, {@code session} takes its commands apart
 * with {@code resp} and sends them over a link of {@code upstream}, to the master that {@code topology} has learned from the
 * watchers. The data path is plain Netty on event loops of its own; configuration, health, metrics and the watchers' feed
 * are Quarkus.
 */
package io.redisha.proxy;
