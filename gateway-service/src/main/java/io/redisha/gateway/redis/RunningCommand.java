package io.redisha.gateway.redis;

import io.redisha.gateway.reply.Reply;
import io.vertx.core.Future;

/** A command that was accepted, on whichever connection. */
interface RunningCommand {

    /** The reply, or why there is none. */
    Future<Reply> outcome();

    /** Nobody waits for the reply any more. */
    void abandon();
}
