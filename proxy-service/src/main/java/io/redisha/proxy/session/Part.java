package io.redisha.proxy.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.redisha.proxy.resp.ReplyScanner;

/**
 * The reply to a command that is sent in parts: an object of its own, because it must be found again if its end never comes.
 * What was sent is kept as long as it is not too much.
 */
final class Part implements Expected {

    private final Passing meaning;
    private final List<ByteBuf> sent = new ArrayList<>();
    private int bytes;
    private boolean tooLong;

    Part(Passing meaning) {
        this.meaning = meaning;
    }

    /** Keeps one part, whose reference is taken over; beyond {@code limit} bytes nothing of the command is kept. */
    void keep(ByteBuf part, int limit) {
        bytes += part.readableBytes();
        tooLong |= bytes > limit;
        sent.add(part);
        if (tooLong) {
            release();
        }
    }

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
        return meaning.linkLost(whole());
    }

    @Override
    public Expected refused(ByteBuf none) {
        return meaning.refused(whole());
    }

    private ByteBuf whole() {
        return tooLong ? null : Unpooled.wrappedBuffer(sent.toArray(ByteBuf[]::new));
    }

    @Override
    public Optional<ByteBuf> request(long now) {
        throw new IllegalStateException("a command in parts does not outlive its link as such");
    }

    @Override
    public int kept() {
        return bytes;
    }

    @Override
    public void release() {
        sent.forEach(ByteBuf::release);
        sent.clear();
        bytes = 0;
    }
}
