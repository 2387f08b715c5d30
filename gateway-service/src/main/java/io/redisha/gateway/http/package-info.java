/**
 * HTTP: Quarkus REST takes the requests, and nothing of Webdis is lost on the way.
 * <p>
 * {@link io.redisha.gateway.http.WebdisResource} is the one resource. It is a catch-all that reads the target which
 * {@link io.redisha.gateway.http.RawTarget} has kept for it, because the paths of the grammar are no paths of resources:
 * slashes within arguments are escaped, empty segments count, dots choose a format.
 * {@link io.redisha.gateway.http.RequestBody} collects bodies within the limits, {@link io.redisha.gateway.http.Answers}
 * makes the responses, 304 among them, {@link io.redisha.gateway.http.CommonHeaders} puts on every response what browsers
 * need, and {@link io.redisha.gateway.http.ErrorMapper} is the only place where a failure becomes a status. Everything runs on
 * the event loop of the HTTP connection; Vert.x takes the next pipelined request when the one
 * before is answered.
 */
package io.redisha.gateway.http;
