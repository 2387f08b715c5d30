package io.redisha.gateway.request;

/** The request is understood and refused whatever Redis would say; the message says why, in words for the client. */
public final class ForbiddenRequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ForbiddenRequestException(String message) {
        super(message, null, false, false);
    }
}
