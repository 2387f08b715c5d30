package io.redisha.proxy.session;

import java.util.List;

import io.netty.buffer.Unpooled;
import io.redisha.proxy.command.CommandKind;
import io.redisha.proxy.command.CommandTable;
import io.redisha.proxy.command.PopTimeout;
import io.redisha.proxy.resp.RespError;

/**
 * What the reply to a command of this session will mean, by the command, the transaction it may be in, and the link that
 * carried what was written before.
 */
final class Meaning {

    private final CommandTable commands;
    private final TransactionTracker transaction;
    private final Upstream upstream;
    /** The link of the last write: only there WAIT speaks of it. 0 before the first. */
    private long wroteOn;

    Meaning(CommandTable commands, TransactionTracker transaction, Upstream upstream) {
        this.commands = commands;
        this.transaction = transaction;
        this.upstream = upstream;
    }

    /** Of a command that is not looked at further. */
    Passing of(CommandKind kind) {
        if (transaction.open()) {
            return Passing.QUEUED;
        }
        Passing meaning = switch (kind) {
            case READ -> Passing.READ;
            case BLOCKING, WAIT -> Passing.BLOCKING;
            default -> Passing.ORDINARY;
        };
        if (meaning.mayHaveRun() && kind != CommandKind.WAIT) {
            wrote();
        }
        return meaning;
    }

    /** Of a command whose arguments decide; it is answered here if that is an {@link Expected.Local}. */
    Expected of(CommandKind kind, List<byte[]> arguments) {
        if (transaction.open()) {
            return Passing.QUEUED;
        }
        return switch (kind) {
            case POP -> pop(arguments);
            // A fresh connection would answer at once, as if everything were confirmed.
            case WAIT -> wroteOn != 0 && wroteOn != upstream.number() ? new Expected.Local(RespError.unknownReplicas())
                    : of(kind);
            case CONTAINER -> of(within(arguments));
            default -> of(kind);
        };
    }

    private static Expected pop(List<byte[]> arguments) {
        PopTimeout timeout = PopTimeout.of(arguments);
        return timeout == null ? Passing.READ : Pop.begun(arguments, timeout, System.nanoTime());
    }

    private CommandKind within(List<byte[]> arguments) {
        return arguments.size() < 2 ? CommandKind.READ : commands.kindWithin(arguments.get(0), arguments.get(1));
    }

    /** Of a command that was read, and is sent as {@code request}. */
    Expected of(CommandKind kind, List<byte[]> arguments, byte[] request) {
        if (kind.changesSession() && (kind != CommandKind.CLIENT || SessionChange.concerns(arguments) || transaction.open())) {
            Expected expected = transaction.sent(kind, arguments, request);
            if (expected.mayHaveRun()) {
                wrote();
            }
            return expected;
        }
        Expected expected = kind == CommandKind.CLIENT ? of(within(arguments)) : of(kind, arguments);
        return expected instanceof Passing passing ? new Whole(passing, Unpooled.wrappedBuffer(request)) : expected;
    }

    /** Something may have been changed over the present link. */
    void wrote() {
        wroteOn = upstream.number();
    }
}
