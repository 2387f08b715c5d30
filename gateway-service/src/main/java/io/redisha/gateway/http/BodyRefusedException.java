package io.redisha.gateway.http;

import jakarta.ws.rs.core.Response;

/** A request body that is not taken: one that is too large, or one too many at a moment. */
final class BodyRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Response.Status status;

    BodyRefusedException(Response.Status status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    Response.Status status() {
        return status;
    }
}
