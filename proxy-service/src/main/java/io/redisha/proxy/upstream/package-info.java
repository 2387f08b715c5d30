/**
 * Connections to the node that is said to be the master.
 * <p>
 * {@link io.redisha.proxy.upstream.Dialer} opens a {@link io.redisha.proxy.upstream.MasterLink}, which sends its
 * {@link io.redisha.proxy.upstream.Handshake} and becomes ready only when the node has answered
 * {@code ROLE} with {@code master} on this very connection, and everything that the owner's session needs is restored.
 * Who owns a link hears of it through {@link io.redisha.proxy.upstream.LinkOwner}: a client's session, or
 * {@link io.redisha.proxy.upstream.MasterCheck}, the proxy's own connection that asks the master for its ROLE four times a
 * second.
 * <p>
 * A link lives on the event loop of its owner; all calls and callbacks happen there, without locks.
 */
package io.redisha.proxy.upstream;
