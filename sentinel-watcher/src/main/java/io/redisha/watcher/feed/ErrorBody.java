package io.redisha.watcher.feed;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** What a request gets that is not served: {@code {"error": "..."}}. */
@RegisterForReflection
record ErrorBody(String error) {

    static Response.ResponseBuilder with(Response.Status status, String error) {
        return Response.status(status).type(MediaType.APPLICATION_JSON_TYPE).entity(new ErrorBody(error));
    }
}
