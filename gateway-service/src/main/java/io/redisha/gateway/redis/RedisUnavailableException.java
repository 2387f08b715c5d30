package io.redisha.gateway.redis;

/** Redis cannot be reached, or went away before it answered; the message says which. */
public final class RedisUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RedisUnavailableException(String message) {
        super(message, null, false, false);
    }
}
