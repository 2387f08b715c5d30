package io.redisha.gateway.reply;

/** A reply whose arrays are nested deeper than any command's: only a script returns one. */
public final class ReplyTooDeepException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ReplyTooDeepException(int limit) {
        super("The reply is nested deeper than " + limit + " arrays", null, false, false);
    }
}
