package io.redisha.proxy.session;

import io.redisha.proxy.resp.ReplyScanner;
import io.redisha.proxy.resp.RespError;

/** Replies that pass to the client without a look: constants, because most commands are such. */
enum Passing implements Expected {

    /** Nobody can know whether the command ran, if the link is lost first. */
    ORDINARY,
    /** The same, of a command that may wait for long. */
    BLOCKING,
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
    public Expected linkLost() {
        return switch (this) {
            case ORDINARY, BLOCKING -> new Expected.Local(RespError.unknownOutcome());
            case QUEUED -> new Expected.Local(Expected.QUEUED);
            case UNDO -> new Expected.Local(Expected.OK);
        };
    }
}
