/**
 * The wires between the processes of a cluster, which can be cut.
 * <p>
 * {@link io.redisha.local.relay.Relays} listens on the announced address of every process and passes all bytes on to the
 * address it is really bound to, one {@code RelayedConnection} per accepted connection. Each process has a loopback
 * address of its own and opens its connections from there, so the source address of a connection tells who opened it;
 * everybody else is a client.
 * <p>
 * A cut wire is silent: nothing is read from it and nothing written to it in either direction, and no connection over it
 * is closed. When it is healed what was sent in the meantime arrives, as TCP would send it again after a real partition.
 * <p>
 * One daemon thread per cluster does everything; calls from outside are tasks it runs, and return when they are done.
 */
package io.redisha.local.relay;
