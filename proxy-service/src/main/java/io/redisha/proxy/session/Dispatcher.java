package io.redisha.proxy.session;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import io.netty.buffer.Unpooled;
import io.redisha.proxy.resp.ProtocolException;
import io.redisha.proxy.resp.RespError;
import io.redisha.proxy.resp.RespRequest;

/**
 * Decides what becomes of each command: sent to the master with an entry in the ledger, answered here, or held because
 * there is no master to send it to. Ordinary commands go on unread; those that change the state of the connection are read.
 */
final class Dispatcher {

    /** A command about the connection is collected and read; it may be this long. */
    private static final int MAX_READ = 1024 * 1024;
    private static final byte[] REPLY_SKIP = RespRequest.encode("CLIENT", "REPLY", "SKIP");
    private static final byte[] NIL = "$-1\r\n".getBytes(US_ASCII);
    private static final byte[] NIL_RESP3 = "_\r\n".getBytes(US_ASCII);
    private static final byte[] REPLICATION = "-ERR SYNC and PSYNC are not for the proxy: connect to the node itself\r\n"
            .getBytes(US_ASCII);

    private final RequestStream requests;
    private final ReplyLedger ledger;
    private final SessionMemory memory;
    private final Upstream upstream;
    private final TransactionTracker transaction = new TransactionTracker();

    private ReplyMode replies = ReplyMode.ON;
    private boolean quit;
    private boolean refusedSession;
    /** The reply that is owed for the command that is being sent in parts; null if the server will not answer it. */
    private Expected.Part part;
    /** What the command whose rest is being dropped is answered with; null if not at all. */
    private byte[] dropAnswer;

    Dispatcher(RequestStream requests, ReplyLedger ledger, SessionMemory memory, Upstream upstream) {
        this.requests = requests;
        this.ledger = ledger;
        this.memory = memory;
        this.upstream = upstream;
    }

    /** Takes care of the command at hand; false if it must wait for the link, which then is on its way. */
    boolean dispatch() throws ProtocolException {
        if (requests.dropping()) {
            requests.skip();
            if (dropAnswer != null) {
                ledger.add(new Expected.Local(dropAnswer));
            }
            return true;
        }
        if (requests.begun()) {
            // Its beginning was sent, and so it has its entry.
            return upstream.canFinish() && accepted();
        }
        if (requests.empty()) {
            skip();
            return true;
        }
        CommandKind named = requests.kind();
        if (!requests.inline() && !transaction.doomed() && named.unread()) {
            if (!upstream.sendable()) {
                return false;
            }
            expect(transaction.ordinary(named));
            return accepted();
        }
        List<byte[]> arguments = requests.arguments();
        if (arguments.isEmpty()) {
            skip();
            return true;
        }
        CommandKind kind = CommandKind.of(arguments.get(0));
        if (kind == CommandKind.CLIENT && replyMode(arguments).equals("SKIP") && !transaction.open()) {
            // It is sent together with the command that it is about.
            skip();
            replies = replies == ReplyMode.ON ? ReplyMode.SKIP : replies;
            return true;
        }
        Supplier<byte[]> answer = answerHere(kind, arguments);
        if (answer != null) {
            skip();
            expect(new Expected.Local(answer));
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
        if (requests.dropping()) {
            requests.takePart().release();
            return true;
        }
        if (requests.begun()) {
            if (upstream.canFinish()) {
                upstream.write(requests.takePart());
            }
            return true;
        }
        CommandKind kind = requests.kind();
        if (!kind.unread()) {
            if (requests.incompleteLength() > MAX_READ) {
                throw new ProtocolException("too big a request for a command about the connection");
            }
            return true;
        }
        if (transaction.doomed()) {
            drop(transaction.playOut(kind, memory.resp3()));
            return true;
        }
        if (!upstream.sendable()) {
            return false;
        }
        Passing reply = transaction.ordinary(kind);
        part = replies == ReplyMode.ON ? new Expected.Part(reply) : null;
        expect(part == null ? reply : part);
        upstream.write(requests.takePart());
        return true;
    }

    private boolean accepted() {
        requests.accept();
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

    private void send(CommandKind kind, List<byte[]> arguments) {
        byte[] request = RespRequest.encode(arguments);
        if (kind == CommandKind.RESET) {
            replies = ReplyMode.ON;
        }
        String mode = transaction.open() || kind != CommandKind.CLIENT ? "" : replyMode(arguments);
        switch (mode) {
            case "OFF" -> replies = ReplyMode.OFF;
            case "ON" -> {
                replies = ReplyMode.ON;
                ledger.add(new Expected.Change(request, SessionChange.NONE));
            }
            default -> expect(transaction.sent(kind, arguments, request));
        }
        upstream.write(Unpooled.wrappedBuffer(request));
    }

    /** The argument of CLIENT REPLY; empty for another command. */
    private static String replyMode(List<byte[]> arguments) {
        boolean reply = arguments.size() == 3 && SessionChange.word(arguments.get(1)).equals("REPLY");
        return reply ? SessionChange.word(arguments.get(2)) : "";
    }

    /** The name that the client gave itself: the server has the proxy's. */
    private byte[] name() {
        byte[] name = memory.name();
        if (name.length == 0) {
            return memory.resp3() ? NIL_RESP3 : NIL;
        }
        return ("$" + name.length + "\r\n" + new String(name, ISO_8859_1) + "\r\n").getBytes(ISO_8859_1);
    }

    /**
     * Enters what the client is owed for the command that is written next. With CLIENT REPLY OFF or SKIP that is nothing, and
     * a change counts as made; only pub/sub is confirmed all the same.
     */
    private void expect(Expected expected) {
        if (replies == ReplyMode.ON || expected instanceof Confirmations) {
            ledger.add(expected);
        } else if (expected instanceof Expected.Change change) {
            change.change().apply(memory);
        }
        if (replies == ReplyMode.SKIP) {
            replies = ReplyMode.ON;
            if (!(expected instanceof Expected.Local)) {
                sendRun();
                upstream.write(Unpooled.wrappedBuffer(REPLY_SKIP));
            }
        }
    }

    /** Leaves the command at hand out, behind what was accepted before it. */
    private void skip() {
        sendRun();
        requests.skip();
    }

    void sendRun() {
        if (requests.hasRun()) {
            upstream.write(requests.takeRun());
        }
    }

    /**
     * The link is lost: decides what becomes of the transaction, of a command that was sent in part, and of all in flight.
     *
     * @return how many requests there are of which nobody can know whether they ran
     */
    int linkLost() {
        transaction.linkLost();
        // The server never had all of it: it did not run, and is answered when the rest has come.
        dropAnswer = abandonPart() ? RespError.notSentWhole() : dropAnswer;
        return ledger.linkLost();
    }

    /**
     * Gives up the command that is being sent in parts, if there is one: the link it is sent on can carry no other.
     *
     * @return whether the client is owed an answer to it, which is no longer in the ledger
     */
    boolean abandonPart() {
        if (!requests.begun() || requests.dropping()) {
            return false;
        }
        requests.dropRest();
        dropAnswer = null;
        return part != null && ledger.remove(part);
    }

    /** Refuses everything that waits, so that nothing runs without what came before it; returns how many commands. */
    int refuseWaiting(byte[] error) throws ProtocolException {
        int refused = 0;
        while (!requests.begun() && !requests.dropping() && requests.next()) {
            Optional<CommandKind> kind = kind();
            skip();
            if (kind.isPresent()) {
                refusedSession |= !kind.get().unread();
                expect(new Expected.Local(error));
                refused++;
            }
        }
        if (requests.incomplete() && !requests.begun() && !requests.dropping()) {
            drop(error);
        }
        return refused;
    }

    /** The kind of the command at hand; empty for what Redis does not answer. */
    private Optional<CommandKind> kind() throws ProtocolException {
        if (requests.inline()) {
            return requests.arguments().stream().findFirst().map(CommandKind::of);
        }
        return requests.empty() ? Optional.empty() : Optional.of(requests.kind());
    }

    private void drop(byte[] answer) {
        dropAnswer = replies == ReplyMode.ON ? answer : null;
        replies = replies == ReplyMode.SKIP ? ReplyMode.ON : replies;
        requests.dropRest();
        requests.takePart().release();
    }

    /** A command about the connection was refused: what the client sent behind it means something else without it. */
    boolean refusedSession() {
        return refusedSession;
    }

    boolean transactionOpen() {
        return transaction.open();
    }

    /** CLIENT REPLY OFF must be said again to the next link. */
    boolean silenced() {
        return replies == ReplyMode.OFF;
    }

    /** QUIT was answered: what comes behind it is not looked at. */
    boolean quit() {
        return quit;
    }
}
