/**
 * Real Redis and Sentinel processes on loopback, and the services built in this project: the library of all process-level
 * tests and the engine of {@code deploy/local/up}.
 * <p>
 * {@link io.redisha.local.HaCluster} starts one master, its replicas and their Sentinels with the binary that
 * {@link io.redisha.local.RedisBinary} finds; each of them is a {@link io.redisha.local.RedisNode} or a
 * {@link io.redisha.local.SentinelNode} in a directory of its own. {@link io.redisha.local.ServiceProcess} starts one
 * service, {@link io.redisha.local.Chain} a cluster and all three services. Tests speak to all of them by
 * {@link io.redisha.local.RespConnection} and wait by {@link io.redisha.local.Await}.
 * <p>
 * Everything blocks and runs on the caller's thread; only the relays of a cluster whose nodes can be cut off from each other
 * have a thread of their own. However the JVM ends, no process outlives it (package {@code process}).
 */
package io.redisha.local;
