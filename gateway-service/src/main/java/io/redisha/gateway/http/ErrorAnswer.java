package io.redisha.gateway.http;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/**
 * The answer to a request that failed. As in Webdis the body is empty; what went wrong is told in the header
 * {@value #DETAIL}, and as problem details (RFC 9457) to a client that accepts them.
 */
final class ErrorAnswer {

    static final String DETAIL = "Gateway-Error";

    private static final String PROBLEM = "application/problem+json";
    private static final int SERVICE_UNAVAILABLE = 503;

    private ErrorAnswer() {
    }

    static RestResponse<Buffer> of(int status, String detail, RoutingContext routing) {
        ResponseBuilder<Buffer> builder = ResponseBuilder.create(status);
        builder.header(DETAIL, detail.replaceAll("[^ -~]", "?"));
        if (status == SERVICE_UNAVAILABLE) {
            builder.header(HttpHeaders.RETRY_AFTER, "1");
        }
        if (acceptsProblems(routing)) {
            JsonObject problem = new JsonObject()
                    .put("title", Response.Status.fromStatusCode(status).getReasonPhrase())
                    .put("status", status)
                    .put("detail", detail);
            builder.header(HttpHeaders.CONTENT_TYPE, PROBLEM).entity(problem.toBuffer());
        }
        return builder.build();
    }

    private static boolean acceptsProblems(RoutingContext routing) {
        return routing.request().headers().getAll(HttpHeaders.ACCEPT).stream().anyMatch(accept -> accept.contains(PROBLEM));
    }
}
