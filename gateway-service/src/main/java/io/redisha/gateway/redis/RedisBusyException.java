package io.redisha.gateway.redis;

/** More waits for Redis than the limits allow; the command was not sent. */
public final class RedisBusyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RedisBusyException(String message) {
        super(message, null, false, false);
    }
}
