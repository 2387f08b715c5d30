package io.redisha.proxy.session;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;

import io.redisha.proxy.command.CommandKind;
import io.redisha.proxy.resp.RespError;

/**
 * Follows a session through WATCH, MULTI, EXEC, DISCARD, UNWATCH and RESET, says what the reply to each command will mean,
 * and plays a transaction that no master knows of to its end.
 */
final class TransactionTracker {

    private static final byte[] NESTED = "-ERR MULTI calls can not be nested\r\n".getBytes(US_ASCII);
    private static final byte[] WATCH_INSIDE = "-ERR WATCH inside MULTI is not allowed\r\n".getBytes(US_ASCII);

    private Transaction state = Transaction.NONE;

    boolean open() {
        return state.isOpen();
    }

    boolean doomed() {
        return state.isDoomed();
    }

    /** A command that changes the state of the connection is sent. */
    Expected sent(CommandKind kind, List<byte[]> arguments, byte[] request) {
        if (kind == CommandKind.RESET) {
            state = Transaction.NONE;
            return new Expected.Change(request, SessionChange.of(kind, arguments));
        }
        if (state instanceof Transaction.Open transaction) {
            return sentInside(kind, arguments, transaction);
        }
        return switch (kind) {
            case MULTI -> {
                state = state.multi();
                yield new Expected.Begin(() -> state = Transaction.NONE);
            }
            case WATCH -> {
                state = state.watch();
                yield new Expected.Change(request, SessionChange.NONE);
            }
            case UNWATCH -> {
                state = Transaction.NONE;
                yield Passing.UNDO;
            }
            case SUBSCRIPTION -> Confirmations.of(arguments);
            case AUTH, HELLO, SELECT, CLIENT, MONITOR -> new Expected.Change(request, SessionChange.of(kind, arguments));
            default -> throw new IllegalStateException(kind + " does not change the connection");
        };
    }

    private Expected sentInside(CommandKind kind, List<byte[]> arguments, Transaction.Open transaction) {
        switch (kind) {
            case EXEC -> {
                state = Transaction.NONE;
                return new Expected.Commit(transaction.changes());
            }
            case DISCARD -> {
                state = Transaction.NONE;
                return Passing.UNDO;
            }
            default -> {
                transaction.changes().add(SessionChange.of(kind, arguments));
                return Passing.QUEUED;
            }
        }
    }

    /** MULTI after the keys that were watched are lost: the transaction is doomed, and begun here. */
    boolean beginsDoomed(CommandKind kind) {
        return kind == CommandKind.MULTI && state == Transaction.WATCH_LOST;
    }

    /** The answer to MULTI if it {@link #beginsDoomed}, and to each command of a {@link #doomed()} transaction. */
    byte[] playOut(CommandKind kind, boolean resp3) {
        if (state == Transaction.WATCH_LOST) {
            state = state.multi();
            return Expected.OK;
        }
        boolean watched = ((Transaction.Doomed) state).watched();
        switch (kind) {
            case EXEC -> {
                state = Transaction.NONE;
                return !watched ? RespError.execAbort() : resp3 ? Expected.NIL_RESP3 : Expected.NIL_RESP2;
            }
            case DISCARD -> {
                state = Transaction.NONE;
                return Expected.OK;
            }
            case MULTI -> {
                return NESTED;
            }
            case WATCH -> {
                return WATCH_INSIDE;
            }
            default -> {
                return Expected.QUEUED;
            }
        }
    }

    void linkLost() {
        state = state.linkLost();
    }
}
