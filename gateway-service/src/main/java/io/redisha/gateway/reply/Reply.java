package io.redisha.gateway.reply;

import java.util.List;

import io.vertx.core.buffer.Buffer;

/**
 * A reply of Redis in the types of RESP2, the protocol of Webdis. The gateway speaks RESP2 to Redis, too: RESP3 gives
 * other structures for the same commands (pairs nested in arrays, doubles for texts), from which the RESP2 form could not
 * be restored.
 */
public sealed interface Reply {

    /** {@code +OK}. */
    record Status(Buffer text) implements Reply {
    }

    /** {@code -ERR wrong number of arguments}: an error of Redis, without the dash. */
    record Failure(Buffer text) implements Reply {
    }

    /** {@code :42}. */
    record Int(long value) implements Reply {
    }

    /** A string of any bytes. */
    record Bulk(Buffer bytes) implements Reply {
    }

    /** No value: a null string or a null array, which are one to the Redis client. */
    record Nil() implements Reply {
    }

    /** An array of replies. */
    record Array(List<Reply> elements) implements Reply {
    }
}
