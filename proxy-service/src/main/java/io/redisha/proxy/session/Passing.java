package io.redisha.proxy.session;

import io.netty.buffer.ByteBuf;
import io.redisha.proxy.resp.ReplyScanner;
import io.redisha.proxy.resp.RespError;

/** Replies that pass to the client without a look: constants, because most commands are such. */
enum Passing implements Expected {

    /** Nobody can know whether the command ran, if the link is lost first. */
    ORDINARY,
    /** The same, of a command that may wait for long. */
    BLOCKING,
    /** The command changes nothing, and is sent again. */
    READ,
    /** Behind MULTI: the command has not run, whatever happens to the link. */
    QUEUED,
    /** DISCARD and UNWATCH: what they undo is gone with the link. */
    UNDO;

    @Override
    public boolean answered(ReplyScanner reply, SessionMemory memory) {
        return true;
    }

    @Override
    public boolean mayHaveRun() {
        return this == ORDINARY || this == BLOCKING;
    }

    @Override
    public boolean reads() {
        return this == READ;
    }

    @Override
    public boolean mayBlock() {
        return this == BLOCKING;
    }

    @Override
    public Expected linkLost(ByteBuf request) {
        if (this == READ && request != null) {
            return new Whole(this, request);
        }
        release(request);
        return switch (this) {
            case ORDINARY, BLOCKING, READ -> new Expected.Local(RespError.unknownOutcome());
            case QUEUED -> new Expected.Local(Expected.QUEUED);
            case UNDO -> new Expected.Local(Expected.OK);
        };
    }

    @Override
    public Expected refused(ByteBuf request) {
        if (this == QUEUED || this == UNDO) {
            return linkLost(request);
        }
        return request == null ? new Expected.Local(RespError.notKept()) : new Whole(this, request);
    }

    private static void release(ByteBuf request) {
        if (request != null) {
            request.release();
        }
    }
}
