package io.redisha.gateway.redis;

/** The HTTP client went away before there was a reply: nobody sees this but the metrics. */
public final class CommandAbandonedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CommandAbandonedException() {
        super("The client went away", null, false, false);
    }
}
