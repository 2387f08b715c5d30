package io.redisha.proxy.session;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import java.util.function.Supplier;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.redisha.proxy.command.CommandKind;
import io.redisha.proxy.command.CommandTable;
import io.redisha.proxy.resp.ProtocolException;
import io.redisha.proxy.resp.RespRequest;

/**
 * Decides what becomes of each command: sent to the master with an entry in the ledger, answered here, or held because
 * there is no master to send it to. Most go on as they came; those that change the state of the connection are read.
 */
final class Dispatcher {

    /** A command about the connection is collected and read; it may be this long. */
    static final int MAX_READ = 1024 * 1024;

    private static final byte[] REPLY_SKIP = RespRequest.encode("CLIENT", "REPLY", "SKIP");
    private static final byte[] NIL = "$-1\r\n".getBytes(US_ASCII);
    private static final byte[] NIL_RESP3 = "_\r\n".getBytes(US_ASCII);
    private static final byte[] REPLICATION = "-ERR SYNC and PSYNC are not for the proxy: connect to the node itself\r\n"
            .getBytes(US_ASCII);

    private final CommandTable commands;
    private final RequestStream requests;
    private final ReplyLedger ledger;
    private final SessionMemory memory;
    private final Upstream upstream;
    private final ReplyMode replies = new ReplyMode();
    private final TransactionTracker transaction = new TransactionTracker();
    private final Meaning meaning;
    private final LongCommand longCommand;
    private boolean quit;

    /** @param keep bytes of requests that are kept until they are answered, at most */
    Dispatcher(CommandTable commands, RequestStream requests, ReplyLedger ledger, SessionMemory memory, Upstream upstream,
            int keep) {
        this.commands = commands;
        this.requests = requests;
        this.ledger = ledger;
        this.memory = memory;
        this.upstream = upstream;
        this.meaning = new Meaning(commands, transaction, upstream);
        this.longCommand = new LongCommand(requests, ledger, upstream, keep);
    }

    /** Takes care of the command at hand; false if it must wait for the link, which then is on its way. */
    boolean dispatch() throws ProtocolException {
        if (longCommand.underWay()) {
            return longCommand.finish();
        }
        if (requests.empty()) {
            skip();
            return true;
        }
        CommandKind kind = requests.kind(commands);
        if (requests.inline() || transaction.doomed() || kind.changesSession()) {
            return read(requests.arguments());
        }
        if (!upstream.sendable()) {
            return false;
        }
        send(kind.unread() ? meaning.of(kind) : meaning.of(kind, requests.arguments()));
        return true;
    }

    private boolean read(List<byte[]> arguments) {
        if (arguments.isEmpty()) {
            skip();
            return true;
        }
        CommandKind kind = commands.kind(arguments.get(0));
        if (kind == CommandKind.CLIENT && replyMode(arguments).equals("SKIP") && !transaction.open()) {
            // It is sent together with the command that it is about.
            skip();
            replies.skipNext();
            return true;
        }
        Supplier<byte[]> answer = answerHere(kind, arguments);
        if (answer != null) {
            skip();
            owe(new Expected.Local(answer));
            return true;
        }
        if (!upstream.sendable()) {
            return false;
        }
        skip();
        send(kind, arguments);
        return true;
    }

    /**
     * Sends what is here of a command that is too long to wait for its end, if it is one that goes on unread.
     *
     * @return false if it must wait for the link, which then is on its way
     */
    boolean dispatchPart() throws ProtocolException {
        if (longCommand.underWay()) {
            return longCommand.goOn();
        }
        CommandKind kind = requests.kind(commands);
        boolean tooLong = requests.incompleteLength() > MAX_READ;
        if (kind.changesSession() && tooLong) {
            throw new ProtocolException("too big a request for a command about the connection");
        }
        if (!kind.unread() && !tooLong) {
            return true;
        }
        if (transaction.doomed()) {
            drop(transaction.playOut(kind, memory.resp3()));
            return true;
        }
        if (!upstream.sendable()) {
            return false;
        }
        Passing owed = meaning.of(kind);
        Part part = replies.on() ? new Part(owed) : null;
        owe(part == null ? owed : part);
        longCommand.begin(part);
        return true;
    }

    /** The answer to a command that needs no master, made when its turn comes; null for one that does. */
    private Supplier<byte[]> answerHere(CommandKind kind, List<byte[]> arguments) {
        if (kind == CommandKind.QUIT) {
            quit = true;
            return () -> Expected.OK;
        }
        if (kind == CommandKind.REPLICATION) {
            return () -> REPLICATION;
        }
        if (transaction.doomed() && kind != CommandKind.RESET || transaction.beginsDoomed(kind)) {
            byte[] answer = transaction.playOut(kind, memory.resp3());
            return () -> answer;
        }
        boolean getName = kind == CommandKind.CLIENT && arguments.size() == 2
                && SessionChange.word(arguments.get(1)).equals("GETNAME");
        return getName && !transaction.open() ? this::name : null;
    }

    /** The name that the client gave itself: the server has the proxy's. */
    private byte[] name() {
        byte[] name = memory.name();
        if (name.length == 0) {
            return memory.resp3() ? NIL_RESP3 : NIL;
        }
        return ("$" + name.length + "\r\n" + new String(name, ISO_8859_1) + "\r\n").getBytes(ISO_8859_1);
    }

    /** Sends the command at hand as it came, unless it is answered here. */
    private void send(Expected expected) {
        if (expected instanceof Passing passing && replies.on()) {
            ledger.add(passing, requests.length());
            requests.accept();
            return;
        }
        // What is kept of the run must be what the ledger has entries for, no more.
        sendRun();
        owe(expected);
        if (expected instanceof Expected.Local) {
            requests.skip();
        } else {
            requests.accept();
            upstream.write(requests.takeRun());
        }
    }

    /** Sends a command that was read, and has been skipped. */
    private void send(CommandKind kind, List<byte[]> arguments) {
        byte[] request = RespRequest.encode(arguments);
        if (kind == CommandKind.RESET) {
            replies.turnOn();
        }
        String mode = transaction.open() || kind != CommandKind.CLIENT ? "" : replyMode(arguments);
        switch (mode) {
            case "OFF" -> replies.turnOff();
            case "ON" -> {
                replies.turnOn();
                ledger.add(new Expected.Change(request, SessionChange.NONE));
            }
            default -> {
                Expected expected = meaning.of(kind, arguments, request);
                owe(expected);
                if (expected instanceof Expected.Local) {
                    return;
                }
            }
        }
        upstream.write(Unpooled.wrappedBuffer(request));
    }

    /** The argument of CLIENT REPLY; empty for another command. */
    private static String replyMode(List<byte[]> arguments) {
        boolean reply = arguments.size() == 3 && SessionChange.word(arguments.get(1)).equals("REPLY");
        return reply ? SessionChange.word(arguments.get(2)) : "";
    }

    /**
     * Enters what the client is owed for the command that is written next. With CLIENT REPLY OFF or SKIP that is nothing, and
     * a change counts as made; only pub/sub is confirmed all the same.
     */
    private void owe(Expected expected) {
        boolean on = replies.on();
        if (on || expected instanceof Confirmations) {
            ledger.add(expected);
        } else if (expected instanceof Expected.Change change) {
            change.change().apply(memory);
        } else {
            expected.release();
        }
        if (replies.takeSkip() && !(expected instanceof Expected.Local)) {
            sendRun();
            upstream.write(Unpooled.wrappedBuffer(REPLY_SKIP));
        }
    }

    /** Leaves the command at hand out, behind what was accepted before it. */
    private void skip() {
        sendRun();
        requests.skip();
    }

    void sendRun() {
        if (requests.hasRun()) {
            ByteBuf run = requests.takeRun();
            ledger.keep(run.retainedDuplicate());
            upstream.write(run);
        }
    }

    /**
     * The link is lost: decides what becomes of the transaction, of a command that was sent in part, and of all in flight.
     *
     * @return how many requests there are of which nobody can know whether they ran
     */
    int linkLost() {
        transaction.linkLost();
        longCommand.linkLost();
        return ledger.linkLost();
    }

    /** The requests that the last link left behind are sent over this one. */
    void resent() {
        if (ledger.resendsWrite()) {
            meaning.wrote();
        }
    }

    /** As {@link LongCommand#abandon()}. */
    boolean abandonPart() {
        return longCommand.abandon();
    }

    /** Refuses everything that waits, so that nothing runs without what came before it. */
    Refused refuseWaiting(byte[] error) throws ProtocolException {
        int refused = 0;
        boolean ofSession = false;
        while (!longCommand.underWay() && requests.next()) {
            CommandKind kind = waitingKind();
            skip();
            if (kind != null) {
                ofSession |= kind.changesSession();
                owe(new Expected.Local(error));
                refused++;
            }
        }
        if (requests.incomplete() && !longCommand.underWay()) {
            drop(error);
        }
        return new Refused(refused, ofSession);
    }

    /** @param ofSession one of them was about the connection: what the client sent behind it means something else without */
    record Refused(int commands, boolean ofSession) {
    }

    /** The kind of the command at hand; null for what Redis does not answer. */
    private CommandKind waitingKind() throws ProtocolException {
        if (requests.inline()) {
            return requests.arguments().stream().findFirst().map(commands::kind).orElse(null);
        }
        return requests.empty() ? null : requests.kind(commands);
    }

    private void drop(byte[] answer) {
        boolean answered = replies.on();
        replies.takeSkip();
        longCommand.drop(answered ? answer : null);
    }

    boolean transactionOpen() {
        return transaction.open();
    }

    /** CLIENT REPLY OFF must be said again to the next link. */
    boolean silenced() {
        return replies.off();
    }

    /** QUIT was answered: what comes behind it is not looked at. */
    boolean quit() {
        return quit;
    }
}
