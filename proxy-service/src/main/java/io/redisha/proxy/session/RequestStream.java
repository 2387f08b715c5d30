package io.redisha.proxy.session;

import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.redisha.proxy.command.CommandKind;
import io.redisha.proxy.command.CommandTable;
import io.redisha.proxy.resp.ProtocolException;
import io.redisha.proxy.resp.RequestScanner;
import io.redisha.proxy.resp.RespRequest;

/**
 * What a client has sent and what has not been passed on yet, as commands. The bytes are in three parts: the run (whole
 * commands that were accepted and go out with one write), the command at hand, and what has not been looked at.
 * <p>
 * A command that is too long to wait for its end can be passed on in parts ({@link #part}); it counts when it begins.
 */
final class RequestStream {

    private final RequestScanner scanner = new RequestScanner();
    private ByteBuf bytes = Unpooled.EMPTY_BUFFER;
    /** Lengths, from the reader index: of the run, and of the run with the command at hand as far as it was read. */
    private int run;
    private int read;
    private boolean begun;
    private boolean dropping;

    /** Takes over {@code more}. */
    void append(ByteBufAllocator allocator, ByteBuf more) {
        bytes = Cumulation.join(allocator, bytes, more);
    }

    /** Reads on to the end of the next command; true while one is at hand, that is neither accepted nor skipped yet. */
    boolean next() throws ProtocolException {
        while (!scanner.complete()) {
            if (read == bytes.readableBytes()) {
                return false;
            }
            read = scanner.advance(bytes, bytes.readerIndex() + read, bytes.writerIndex()) - bytes.readerIndex();
        }
        return true;
    }

    /** An inline command, whose kind only its arguments tell. */
    boolean inline() {
        return scanner.isInline();
    }

    /** The command at hand is none: Redis does not answer it. */
    boolean empty() {
        return scanner.isEmpty();
    }

    /** The kind of the command at hand, or of the one whose name has been read; of an inline command it says nothing. */
    CommandKind kind(CommandTable commands) {
        return commands.kind(scanner);
    }

    /** The length of the command at hand. */
    int length() {
        return read - run;
    }

    List<byte[]> arguments() throws ProtocolException {
        ByteBuf command = command();
        return scanner.isInline() ? RespRequest.inline(command) : RespRequest.arguments(command);
    }

    private ByteBuf command() {
        return bytes.slice(bytes.readerIndex() + run, read - run);
    }

    /** Puts the command at hand into the run. */
    void accept() {
        run = read;
        begun = false;
        scanner.next();
    }

    /** Leaves the command at hand out. The run must have been taken. */
    void skip() {
        take(read).release();
        read = 0;
        begun = false;
        dropping = false;
        scanner.next();
    }

    boolean hasRun() {
        return run > 0;
    }

    ByteBuf takeRun() {
        ByteBuf taken = take(run);
        read -= run;
        run = 0;
        return taken;
    }

    /** The whole buffer rather than a slice of it if nothing remains: an idle client holds no memory. */
    private ByteBuf take(int length) {
        if (length < bytes.readableBytes()) {
            return bytes.readRetainedSlice(length);
        }
        ByteBuf taken = bytes;
        bytes = Unpooled.EMPTY_BUFFER;
        return taken;
    }

    /** The length of what is here of a command that is not complete, and has been read as far as its name. */
    int partLength() {
        return scanner.complete() || scanner.idle() || !begun && !scanner.nameKnown() ? 0 : read - run;
    }

    /** Takes what is here of the incomplete command; the run must have been taken. */
    ByteBuf takePart() {
        begun = true;
        ByteBuf taken = take(read);
        read = 0;
        return taken;
    }

    /** The beginning of the command at hand, or of the incomplete one, has been taken by {@link #takePart()}. */
    boolean begun() {
        return begun;
    }

    /** What is still to come of the incomplete command is of no use to anybody. */
    void dropRest() {
        dropping = true;
    }

    boolean dropping() {
        return dropping;
    }

    /** Something of a command is here, and its end is not. */
    boolean incomplete() {
        return !scanner.complete() && !scanner.idle();
    }

    /** How much is here of a command that is not complete. */
    int incompleteLength() {
        return scanner.complete() ? 0 : read - run;
    }

    /** The bytes that are here and have not been passed on. */
    int waiting() {
        return bytes.readableBytes();
    }

    void release() {
        bytes.release();
        bytes = Unpooled.EMPTY_BUFFER;
        run = 0;
        read = 0;
    }
}
