package io.redisha.proxy.session;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.redisha.proxy.resp.ReplyScanner;
import io.redisha.proxy.resp.RespError;

/**
 * A reply that is owed: to the client, or to the proxy for a request of its own. Each kind knows what the reply means, and
 * what becomes of it in the two cases in which it does not come: the link is lost, and nobody knows whether the request
 * ran; or the node has refused it because it is no master, and it certainly did not.
 */
sealed interface Expected permits Passing, Whole, Part, Pop, Confirmations, Expected.Change, Expected.Begin, Expected.Commit,
        Expected.Local, Expected.Hidden, Expected.Last {

    byte[] OK = "+OK\r\n".getBytes(US_ASCII);
    byte[] QUEUED = "+QUEUED\r\n".getBytes(US_ASCII);
    byte[] NIL_ARRAY = "*-1".getBytes(US_ASCII);
    byte[] NIL_RESP2 = "*-1\r\n".getBytes(US_ASCII);
    byte[] NIL_RESP3 = "_\r\n".getBytes(US_ASCII);
    byte[] ARRAY = "*".getBytes(US_ASCII);

    /** Takes a reply; returns true when nothing more is owed. */
    boolean answered(ReplyScanner reply, SessionMemory memory);

    /** Whether the reply goes to the client. */
    default boolean shown() {
        return true;
    }

    /** Whether a reply that the server marks as pub/sub is one of these, not a message that came in between. */
    default boolean confirmedBy(ReplyScanner reply) {
        return false;
    }

    /**
     * What is owed instead when the link is lost; null for nothing.
     *
     * @param request the bytes that were sent, which now belong to this entry, or null if they were not kept
     */
    Expected linkLost(ByteBuf request);

    /** What is owed instead when a node that is no master has refused the request; as {@link #linkLost}. */
    default Expected refused(ByteBuf request) {
        return linkLost(request);
    }

    /** Whether the command may have run although its reply was lost. */
    default boolean mayHaveRun() {
        return false;
    }

    /** Whether the command changes nothing: a reply of a node that turns out to be no master is of no use, and harmless. */
    default boolean reads() {
        return false;
    }

    /** Whether the command may wait in the server for long. */
    default boolean mayBlock() {
        return false;
    }

    /** The request to send on the next link, if the entry outlives the loss of one. @param now {@link System#nanoTime()} */
    default Optional<ByteBuf> request(long now) {
        return Optional.empty();
    }

    /** Bytes of the request that this entry itself holds. */
    default int kept() {
        return 0;
    }

    /** The entry is done with. */
    default void release() {
    }

    /** A command about the session, which is brought back on the next link: it can be sent again. */
    record Change(byte[] command, SessionChange change) implements Expected {
        @Override
        public boolean answered(ReplyScanner reply, SessionMemory memory) {
            if (!reply.isError()) {
                change.apply(memory);
            }
            return true;
        }

        @Override
        public Expected linkLost(ByteBuf request) {
            return this;
        }

        @Override
        public Optional<ByteBuf> request(long now) {
            return Optional.of(Unpooled.wrappedBuffer(command));
        }
    }

    /** MULTI. @param notBegun called if the server has not begun a transaction */
    record Begin(Runnable notBegun) implements Expected {
        @Override
        public boolean answered(ReplyScanner reply, SessionMemory memory) {
            if (reply.isError()) {
                notBegun.run();
            }
            return true;
        }

        @Override
        public Expected linkLost(ByteBuf request) {
            return new Local(OK);
        }
    }

    /** EXEC. @param changes of the session that were queued; an array says that they have happened */
    record Commit(List<SessionChange> changes) implements Expected {
        @Override
        public boolean answered(ReplyScanner reply, SessionMemory memory) {
            if (reply.startsWith(ARRAY) && !reply.startsWith(NIL_ARRAY)) {
                changes.forEach(change -> change.apply(memory));
            }
            return true;
        }

        @Override
        public boolean mayHaveRun() {
            return true;
        }

        @Override
        public Expected linkLost(ByteBuf request) {
            return new Local(RespError.unknownOutcome());
        }

        @Override
        public Expected refused(ByteBuf request) {
            return new Local(RespError.execAbort());
        }
    }

    /** A reply of the proxy's own, waiting for its turn, and made then. */
    record Local(Supplier<byte[]> reply) implements Expected {
        Local(byte[] reply) {
            this(() -> reply);
        }

        @Override
        public boolean answered(ReplyScanner reply, SessionMemory memory) {
            throw new IllegalStateException("a reply of the proxy's own is not answered by the server");
        }

        @Override
        public Expected linkLost(ByteBuf request) {
            return this;
        }
    }

    /** The last of the requests by which a session is brought back. @param done called when it is answered */
    record Last(Expected hidden, Runnable done) implements Expected {
        @Override
        public boolean answered(ReplyScanner reply, SessionMemory memory) {
            boolean over = hidden.answered(reply, memory);
            if (over) {
                done.run();
            }
            return over;
        }

        @Override
        public boolean confirmedBy(ReplyScanner reply) {
            return hidden.confirmedBy(reply);
        }

        @Override
        public boolean shown() {
            return false;
        }

        @Override
        public Expected linkLost(ByteBuf request) {
            return null;
        }
    }

    /**
     * A request of the proxy's own that brings the session back.
     *
     * @param notRestored called if the server will not have it
     */
    record Hidden(Runnable notRestored) implements Expected {
        @Override
        public boolean answered(ReplyScanner reply, SessionMemory memory) {
            if (reply.isError()) {
                notRestored.run();
            }
            return true;
        }

        @Override
        public boolean shown() {
            return false;
        }

        @Override
        public Expected linkLost(ByteBuf request) {
            return null;
        }
    }
}
