package io.redisha.proxy.session;

import java.util.List;
import java.util.Optional;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.redisha.proxy.command.PopTimeout;
import io.redisha.proxy.resp.ReplyScanner;

/**
 * The reply to a command that waits for something to pop or to read. It is issued again with the time that is left: that
 * cannot run it twice, although an element may be lost whose reply died with the master.
 *
 * @param deadline when the client expects to hear that nothing came, as {@link System#nanoTime()} counts; without meaning for
 *        one that waits for ever
 */
record Pop(List<byte[]> arguments, PopTimeout timeout, long deadline) implements Expected {

    static Pop begun(List<byte[]> arguments, PopTimeout timeout, long now) {
        return new Pop(arguments, timeout, timeout.forEver() ? 0 : now + timeout.nanos());
    }

    @Override
    public boolean answered(ReplyScanner reply, SessionMemory memory) {
        return true;
    }

    @Override
    public boolean mayBlock() {
        return true;
    }

    @Override
    public Expected linkLost(ByteBuf request) {
        return this;
    }

    @Override
    public Optional<ByteBuf> request(long now) {
        return Optional.of(Unpooled.wrappedBuffer(timeout.request(arguments, deadline - now)));
    }

    /** Nanoseconds until nothing more is waited for. */
    long timeLeft(long now) {
        return timeout.forEver() ? Long.MAX_VALUE : Math.max(0, deadline - now);
    }
}
