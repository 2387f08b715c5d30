package io.redisha.proxy.session;

import java.util.Optional;

import io.netty.buffer.ByteBuf;
import io.redisha.proxy.resp.ReplyScanner;

/** The reply to a request whose bytes are at hand, because it is to be sent once more or came as a line of text. */
record Whole(Passing meaning, ByteBuf bytes) implements Expected {

    @Override
    public boolean answered(ReplyScanner reply, SessionMemory memory) {
        return true;
    }

    @Override
    public boolean mayHaveRun() {
        return meaning.mayHaveRun();
    }

    @Override
    public boolean reads() {
        return meaning.reads();
    }

    @Override
    public boolean mayBlock() {
        return meaning.mayBlock();
    }

    @Override
    public Expected linkLost(ByteBuf none) {
        return meaning.linkLost(bytes);
    }

    @Override
    public Expected refused(ByteBuf none) {
        return meaning.refused(bytes);
    }

    @Override
    public Optional<ByteBuf> request(long now) {
        return Optional.of(bytes.retainedDuplicate());
    }

    @Override
    public int kept() {
        return bytes.readableBytes();
    }

    @Override
    public void release() {
        bytes.release();
    }
}
