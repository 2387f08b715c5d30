/**
 * What an HTTP request asks for, as pure functions of its bytes.
 * <p>
 * {@link io.redisha.gateway.request.RequestTarget} cuts the raw request target into path and query,
 * {@link io.redisha.gateway.request.CommandPath} cuts a path or a POST body into command, arguments, database and
 * extension, {@link io.redisha.gateway.request.ReplyOptions} reads what the query wants of the answer, and
 * {@link io.redisha.gateway.request.ForbiddenCommands} knows what must never reach a shared connection. Nothing here knows
 * HTTP objects, Redis connections or threads.
 * <p>
 * The raw target is used because every decoded form of it has lost something: an escaped slash inside an argument, a
 * double slash, bytes that are not UTF-8.
 */
package io.redisha.gateway.request;
