package io.redisha.faults.workload;

import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.redisha.local.Reply;
import io.redisha.local.RespConnection;

/**
 * One client's connection through the proxy. When it ends, that is counted, and the next use makes another. For one thread, but
 * another may {@link #close} it.
 */
final class Line implements AutoCloseable {

    /** Longer than the proxy parks a request: who still waits then was forgotten. */
    private static final Duration PATIENCE = Duration.ofSeconds(25);
    /** Longer than a round: a silence is no reason to give up for who says nothing. */
    private static final Duration ENDLESS = Duration.ofMinutes(10);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    private static final Duration CONNECT_PAUSE = Duration.ofMillis(50);

    private final int port;
    private final Tally tally;
    private final Duration patience;
    private final List<String[]> opening;
    private volatile RespConnection connection;
    private volatile boolean opened;
    private volatile boolean closing;

    private Line(int port, Tally tally, Duration patience, String[]... opening) {
        this.port = port;
        this.tally = tally;
        this.patience = patience;
        this.opening = List.of(opening);
    }

    /** @param opening the commands that each new connection begins with, one reply to each */
    static Line ofSpeaker(int port, Tally tally, String[]... opening) {
        return new Line(port, tally, PATIENCE, opening);
    }

    /** @param opening as above */
    static Line ofListener(int port, Tally tally, String[]... opening) {
        return new Line(port, tally, ENDLESS, opening);
    }

    /** Whether there is a connection; if there was none, this tries once to make it, and waits a little if it fails. */
    boolean isReady() {
        if (connection != null) {
            return true;
        }
        if (closing) {
            return false;
        }
        try {
            connection = RespConnection.connect("127.0.0.1", port, CONNECT_LIMIT).timeout(patience);
        } catch (UncheckedIOException e) {
            tally.countRefused();
            Pace.pause(CONNECT_PAUSE);
            return false;
        }
        if (closing) {
            connection.close();
        }
        List<Reply> replies = callAll(opening);
        if (replies.size() == opening.size() && replies.stream().noneMatch(Reply.Failure.class::isInstance)) {
            opened = true;
            return true;
        }
        drop();
        return false;
    }

    /** A connection that did not become what its client asked for: to go on with it would be the client's own mistake. */
    private void drop() {
        RespConnection useless = connection;
        connection = null;
        if (useless != null) {
            useless.close();
            Pace.pause(CONNECT_PAUSE);
        }
    }

    /** Whether its first commands have been answered once; for any thread. */
    boolean isOpened() {
        return opened;
    }

    boolean isConnected() {
        return connection != null;
    }

    /** Empty if the connection ended before there was a reply, or had ended before. */
    Optional<Reply> call(String... command) {
        return callAll(List.<String[]> of(command)).stream().findFirst();
    }

    /** Sends all at once; returns fewer replies than commands if the connection ended before. */
    List<Reply> callAll(List<String[]> commands) {
        List<Reply> replies = new ArrayList<>();
        if (commands.isEmpty() || !send(commands)) {
            return replies;
        }
        for (Optional<Reply> reply = next(); reply.isPresent(); reply = next()) {
            replies.add(reply.get());
            if (replies.size() == commands.size()) {
                break;
            }
        }
        return replies;
    }

    /** Does not wait for the reply. */
    void write(String... command) {
        send(List.<String[]> of(command));
    }

    private boolean send(List<String[]> commands) {
        if (connection == null) {
            return false;
        }
        try {
            connection.writeAll(commands);
            return true;
        } catch (UncheckedIOException e) {
            end(e);
            return false;
        }
    }

    /** The next reply or push; empty if the connection ended. */
    Optional<Reply> next() {
        try {
            Reply reply = connection.read();
            if (reply instanceof Reply.Failure failure) {
                tally.countError(failure.text());
            }
            return Optional.of(reply);
        } catch (UncheckedIOException e) {
            end(e);
            return Optional.empty();
        }
    }

    private void end(UncheckedIOException because) {
        RespConnection ended = connection;
        connection = null;
        ended.close();
        if (closing) {
            return;
        }
        if (because.getCause() instanceof SocketTimeoutException) {
            tally.countGaveUp();
        } else {
            tally.countClosed();
        }
    }

    @Override
    public void close() {
        closing = true;
        RespConnection open = connection;
        if (open != null) {
            open.close();
        }
    }
}
