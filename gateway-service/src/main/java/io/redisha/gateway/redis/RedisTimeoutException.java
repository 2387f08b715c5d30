package io.redisha.gateway.redis;

/** Redis has not answered in time; the command may still run. */
public final class RedisTimeoutException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RedisTimeoutException(String message) {
        super(message, null, false, false);
    }
}
