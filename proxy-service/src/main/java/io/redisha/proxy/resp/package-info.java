/**
 * RESP as a proxy needs it: where a request or a reply ends, and a look at its first bytes; never its values.
 * <p>
 * {@link io.redisha.proxy.resp.RequestScanner} and {@link io.redisha.proxy.resp.ReplyScanner} are incremental: they take
 * the bytes as the network cuts them, keep only counters between two calls, and collect nothing. What a command says is
 * read ({@link io.redisha.proxy.resp.RespRequest}) only for the few commands that change the state of a connection.
 * {@link io.redisha.proxy.resp.RespError} is the one place where error replies of the proxy's own are worded.
 * <p>
 * Nothing here is thread-safe: a scanner belongs to one connection, and so to the event loop of that connection.
 */
package io.redisha.proxy.resp;
