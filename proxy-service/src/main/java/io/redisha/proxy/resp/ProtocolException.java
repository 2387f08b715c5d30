package io.redisha.proxy.resp;

/**
 * The peer sent something that is not RESP, or more than a limit allows. The message is Redis' own wording, without the
 * {@code ERR Protocol error: } in front of it. Nothing after the offending byte can be understood, so the connection ends.
 */
public final class ProtocolException extends Exception {

    public ProtocolException(String message) {
        // The trace would say nothing: the fault lies in the bytes.
        super(message, null, false, false);
    }
}
