package io.redisha.proxy.session;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.function.BooleanSupplier;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.redisha.proxy.resp.ProtocolException;
import io.redisha.proxy.resp.ReplyScanner;
import io.redisha.proxy.resp.RespError;

/**
 * Passes replies on to the client and accounts for each in the ledger. Neighbouring replies go out as one slice of what was
 * read. The beginning of a reply is held back until its end is here, so that a lost link leaves no half reply behind; only
 * one of more than {@value #STREAM_FROM} bytes is passed on as it comes.
 */
final class ReplyRelay {

    private static final int STREAM_FROM = 64 * 1024;
    private static final byte[][] MESSAGES = { bytes("message"), bytes("pmessage"), bytes("smessage") };

    private final Channel client;
    private final ReplyLedger ledger;
    private final SessionMemory memory;
    private final Refusals refusals;
    private final BooleanSupplier putBack;

    private ReplyScanner scanner = new ReplyScanner();
    private ByteBuf bytes = Unpooled.EMPTY_BUFFER;
    /** Lengths from the reader index: of the whole replies to pass on, and of what was scanned. */
    private int whole;
    private int scanned;
    private boolean streaming;
    private boolean progress;

    /**
     * @param putBack called when a node has refused a request because it is no master; returns whether the request is put
     *        back, with all that follow it, or else refused
     */
    ReplyRelay(Channel client, ReplyLedger ledger, SessionMemory memory, Refusals refusals, BooleanSupplier putBack) {
        this.client = client;
        this.ledger = ledger;
        this.memory = memory;
        this.refusals = refusals;
        this.putBack = putBack;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(US_ASCII);
    }

    /**
     * Takes over bytes from the master; what they complete is written to the client, not flushed.
     *
     * @return false if the client's replies are being settled and one of them is too long for that
     */
    boolean take(ByteBuf more) throws ProtocolException {
        bytes = Cumulation.join(client.alloc(), bytes, more);
        while (scanned < bytes.readableBytes()) {
            int from = bytes.readerIndex() + scanned;
            scanned = scanner.advance(bytes, from, bytes.writerIndex()) - bytes.readerIndex();
            if (!scanner.complete()) {
                break;
            }
            boolean shown = account();
            scanner.next();
            streaming = false;
            if (shown) {
                whole = scanned;
            } else {
                passOn();
                bytes.skipBytes(scanned);
                scanned = 0;
            }
            if (ledger.first() instanceof Expected.Local) {
                passOn();
                writeLocal();
            }
        }
        int begun = bytes.readableBytes() - whole;
        boolean tooLong = begun > STREAM_FROM && ledger.settling();
        if (begun > 0 && (streaming || begun > STREAM_FROM) && !tooLong) {
            streaming = true;
            whole = scanned;
        }
        passOn();
        return !tooLong;
    }

    /** Whether the reply just read goes to the client. */
    private boolean account() {
        Expected first = ledger.first();
        if (first == null || outOfBand(first)) {
            return true;
        }
        if (ledger.settling() || first.shown() && refusals.isOne(scanner)) {
            settle(first);
            return false;
        }
        progress = true;
        boolean shown = first.shown();
        if (first.answered(scanner, memory)) {
            ledger.firstDone();
        }
        return shown;
    }

    private void settle(Expected first) {
        boolean refused = refusals.isOne(scanner);
        if (refused && !ledger.settling()) {
            if (!putBack.getAsBoolean()) {
                passOn();
                ledger.firstDone();
                client.write(Unpooled.wrappedBuffer(RespError.noMaster(scanner.firstLine())), client.voidPromise());
                return;
            }
            ledger.beginSettling();
        }
        if (refused || first.reads()) {
            ledger.settleAgain();
        } else {
            byte[] reply = ByteBufUtil.getBytes(bytes, bytes.readerIndex() + whole, scanned - whole);
            ledger.settle(reply, first.answered(scanner, memory));
        }
    }

    /** Whether a request was answered, as a master answers, since the last call. */
    boolean progressed() {
        boolean any = progress;
        progress = false;
        return any;
    }

    /** Something that the server says without being asked: a message, an invalidation, a line of MONITOR. */
    private boolean outOfBand(Expected first) {
        if (scanner.isPush()) {
            return !first.confirmedBy(scanner);
        }
        if (memory.isMonitoring() && scanner.isMonitorLine()) {
            return true;
        }
        if (memory.resp3() || memory.subscriptions().isEmpty() && !(first instanceof Confirmations)) {
            return false;
        }
        for (byte[] message : MESSAGES) {
            if (scanner.firstElementIs(message)) {
                return true;
            }
        }
        return false;
    }

    private void passOn() {
        if (whole == 0) {
            return;
        }
        ByteBuf passed = bytes;
        if (whole == bytes.readableBytes()) {
            bytes = Unpooled.EMPTY_BUFFER;
        } else {
            passed = bytes.readRetainedSlice(whole);
        }
        scanned -= whole;
        whole = 0;
        client.write(passed, client.voidPromise());
    }

    /** Writes the replies of the proxy's own whose turn has come; true if there was one. */
    boolean writeLocal() {
        boolean any = false;
        for (byte[] reply = ledger.takeLocal(); reply != null; reply = ledger.takeLocal()) {
            client.write(Unpooled.wrappedBuffer(reply), client.voidPromise());
            any = true;
        }
        return any;
    }

    /**
     * Forgets what the lost link left.
     *
     * @return false if the client has the beginning of a reply whose end will never come
     */
    boolean linkLost() {
        bytes.release();
        bytes = Unpooled.EMPTY_BUFFER;
        whole = 0;
        scanned = 0;
        scanner = new ReplyScanner();
        boolean clean = !streaming;
        streaming = false;
        return clean;
    }
}
