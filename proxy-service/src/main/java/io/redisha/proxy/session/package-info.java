/**
 * One client's connection, from its first byte to its last, across any number of masters.
 * <p>
 * Downstream: {@link io.redisha.proxy.session.ClientHandler} takes the bytes from Netty;
 * {@link io.redisha.proxy.session.RequestStream} cuts them into commands; {@link io.redisha.proxy.session.Dispatcher}
 * decides what becomes of each: sent on, answered here, or held until there is a master. Upstream:
 * {@link io.redisha.proxy.session.Upstream} keeps the session's one private link, and
 * {@link io.redisha.proxy.session.ReplyRelay} passes the replies on, each accounted for in the
 * {@link io.redisha.proxy.session.ReplyLedger}, the list of what the client is owed, in order.
 * <p>
 * What must be brought back on the next master is in {@link io.redisha.proxy.session.SessionMemory}; where the session is
 * with MULTI and WATCH in {@link io.redisha.proxy.session.Transaction}; what the reply to a command will mean, in
 * {@link io.redisha.proxy.session.Meaning}. When a link is lost, or the node behind it refuses a request because it is no
 * master ({@link io.redisha.proxy.session.PutBack}), every entry of the ledger says by itself what becomes of it.
 * A {@link io.redisha.proxy.session.SessionGroup} holds the sessions of one event loop and lets them pass an opening gate
 * in their order.
 * <p>
 * Everything of one session, its link included, is confined to one event loop. Only the gate's state and the count of
 * parked bytes are shared.
 */
package io.redisha.proxy.session;
