package io.redisha.gateway.request;

/** The request cannot be understood as a command; the message says why, in words for the client. */
public final class MalformedRequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MalformedRequestException(String message) {
        super(message, null, false, false);
    }
}
