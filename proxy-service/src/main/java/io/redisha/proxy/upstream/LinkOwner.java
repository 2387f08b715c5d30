package io.redisha.proxy.upstream;

import io.netty.buffer.ByteBuf;

/** Whom a link tells what happens on it; always on the link's event loop. */
public interface LinkOwner {

    /** The handshake is over: the node is a master, the session restored. Requests may be sent from now on. */
    void linkReady(MasterLink link);

    /** Bytes of replies; the owner releases them. */
    void linkReceived(MasterLink link, ByteBuf bytes);

    /** No more bytes for now: the time to flush what was written on because of them. */
    default void linkReadComplete(MasterLink link) {
    }

    /** The link takes writes again, or no more for now. */
    default void linkWritabilityChanged(MasterLink link) {
    }

    /** The link is gone, or never came to be; called once, and never after {@link MasterLink#close()}. */
    void linkLost(MasterLink link, LinkLoss loss);
}
