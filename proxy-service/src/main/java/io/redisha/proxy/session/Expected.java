package io.redisha.proxy.session;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import java.util.function.Supplier;

import io.redisha.proxy.resp.ReplyScanner;
import io.redisha.proxy.resp.RespError;

/**
 * A reply that is owed: to the client, or to the proxy for a request of its own. Each kind knows what the reply means and
 * what becomes of it if the link is lost first.
 */
sealed interface Expected permits Passing, Confirmations, Expected.Change, Expected.Begin, Expected.Commit, Expected.Local,
        Expected.Hidden, Expected.Part {

    byte[] OK = "+OK\r\n".getBytes(US_ASCII);
    byte[] QUEUED = "+QUEUED\r\n".getBytes(US_ASCII);
    byte[] NIL_ARRAY = "*-1".getBytes(US_ASCII);
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

    /** What is owed instead when the link is lost; null for nothing. */
    Expected linkLost();

    /** Whether the command may have run although its reply was lost. */
    default boolean mayHaveRun() {
        return false;
    }

    /** The request to send on the next link, if the entry outlives the loss of one; else null. */
    default byte[] request() {
        return null;
    }

    /** A command about the session, which is brought back on the next link: it can be sent again. */
    record Change(byte[] request, SessionChange change) implements Expected {
        @Override
        public boolean answered(ReplyScanner reply, SessionMemory memory) {
            if (!reply.isError()) {
                change.apply(memory);
            }
            return true;
        }

        @Override
        public Expected linkLost() {
            return this;
        }
    }

    /** MULTI. @param refused called if the server has not begun a transaction */
    record Begin(Runnable refused) implements Expected {
        @Override
        public boolean answered(ReplyScanner reply, SessionMemory memory) {
            if (reply.isError()) {
                refused.run();
            }
            return true;
        }

        @Override
        public Expected linkLost() {
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
        public Expected linkLost() {
            return new Local(RespError.unknownOutcome());
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
        public Expected linkLost() {
            return this;
        }
    }

    /** A request of the proxy's own that brings the session back. @param refused called if the server will not have it */
    record Hidden(Runnable refused) implements Expected {
        @Override
        public boolean answered(ReplyScanner reply, SessionMemory memory) {
            if (reply.isError()) {
                refused.run();
            }
            return true;
        }

        @Override
        public boolean shown() {
            return false;
        }

        @Override
        public Expected linkLost() {
            return null;
        }
    }

    /** A command that is sent in parts: an object of its own, because it must be found again if its end never comes. */
    final class Part implements Expected {

        private final Passing whole;

        Part(Passing whole) {
            this.whole = whole;
        }

        @Override
        public boolean answered(ReplyScanner reply, SessionMemory memory) {
            return true;
        }

        @Override
        public boolean mayHaveRun() {
            return whole.mayHaveRun();
        }

        @Override
        public Expected linkLost() {
            return whole.linkLost();
        }
    }
}
