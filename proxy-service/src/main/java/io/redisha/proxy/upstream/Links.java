package io.redisha.proxy.upstream;

import io.netty.channel.EventLoop;

/** Where links to a master come from. */
@FunctionalInterface
public interface Links {

    /** Starts a link; what becomes of it, its owner hears on {@code loop}, and not before this method has returned. */
    MasterLink dial(EventLoop loop, Master master, Handshake handshake, LinkOwner owner);
}
