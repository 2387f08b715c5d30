package io.redisha.proxy.session;

import io.netty.buffer.ByteBuf;
import io.redisha.proxy.resp.RespError;

/**
 * A command that is too long to wait for its end: it is sent in parts, all of them over the link that had the first; or its
 * rest is dropped, because that link is lost, or it was refused, and it is answered when all of it has come.
 */
final class LongCommand {

    private final RequestStream requests;
    private final ReplyLedger ledger;
    private final Upstream upstream;
    private final int keep;
    /** The reply that is owed for the command being sent; null if the server will not answer it. */
    private Part part;
    /** What the command whose rest is being dropped is answered with; null if not at all. */
    private byte[] dropAnswer;

    /** @param keep bytes of requests that are kept until they are answered, at most */
    LongCommand(RequestStream requests, ReplyLedger ledger, Upstream upstream, int keep) {
        this.requests = requests;
        this.ledger = ledger;
        this.upstream = upstream;
        this.keep = keep;
    }

    boolean underWay() {
        return requests.begun() || requests.dropping();
    }

    /** Sends the beginning, for which this is owed. */
    void begin(Part owed) {
        part = owed;
        write(requests.takePart());
    }

    /** Sends, or drops, what has come since; false if it must wait for the link. */
    boolean goOn() {
        if (requests.dropping()) {
            requests.takePart().release();
        } else if (upstream.canFinish()) {
            write(requests.takePart());
        }
        return true;
    }

    /** Its end is here; false if it must wait for the link. */
    boolean finish() {
        if (requests.dropping()) {
            requests.skip();
            if (dropAnswer != null) {
                ledger.add(new Expected.Local(dropAnswer));
            }
            return true;
        }
        if (!upstream.canFinish()) {
            return false;
        }
        requests.accept();
        write(requests.takeRun());
        part = null;
        return true;
    }

    private void write(ByteBuf bytes) {
        if (part != null) {
            ledger.keep(part, bytes.retainedDuplicate(), keep);
        }
        upstream.write(bytes);
    }

    /** Drops what is here of a command of which nothing was sent, and all that is still to come. */
    void drop(byte[] answer) {
        dropAnswer = answer;
        requests.dropRest();
        requests.takePart().release();
    }

    /** The server never had all of it: it did not run, and is answered when the rest has come. */
    void linkLost() {
        dropAnswer = abandon() ? RespError.notSentWhole() : dropAnswer;
    }

    /**
     * Gives up the command that is being sent in parts, if there is one: the link it is sent on can carry no other.
     *
     * @return whether the client is owed an answer to it, which is no longer in the ledger
     */
    boolean abandon() {
        if (!requests.begun() || requests.dropping()) {
            return false;
        }
        requests.dropRest();
        dropAnswer = null;
        return part != null && ledger.remove(part);
    }
}
