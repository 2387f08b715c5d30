package io.redisha.gateway.redis;

import io.redisha.gateway.reply.Reply;

/** Redis is there, but not the database of the request. */
final class DatabaseRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Reply.Failure error;

    DatabaseRefusedException(Reply.Failure error) {
        super("Redis refused the database", null, false, false);
        this.error = error;
    }

    /** What Redis said to the SELECT: the reply to every request for that database. */
    Reply.Failure error() {
        return error;
    }
}
