package io.redisha.gateway.http;

/** Redis has no value, and the format that was asked for has no way to say so. */
final class NoValueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoValueException() {
        super("There is no value", null, false, false);
    }
}
