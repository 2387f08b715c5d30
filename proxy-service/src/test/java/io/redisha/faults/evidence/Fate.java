package io.redisha.faults.evidence;

import java.util.Optional;

import io.redisha.local.Reply;

/** What a client knows of a command it has sent. */
public enum Fate {

    /** The reply was no error: it ran. */
    ACKED,
    /** It may have run, once at most. */
    UNKNOWN,
    /** It certainly did not run: this is what {@code NOMASTER} and {@code EXECABORT} promise. */
    REFUSED;

    /** @param reply empty if the connection ended, or the client gave up, before there was one */
    public static Fate of(Optional<Reply> reply) {
        if (reply.isEmpty()) {
            return UNKNOWN;
        }
        if (reply.get() instanceof Reply.Failure failure) {
            return failure.text().startsWith("NOMASTER") || failure.text().startsWith("EXECABORT") ? REFUSED : UNKNOWN;
        }
        return ACKED;
    }
}
