package io.redisha.proxy.resp;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The error replies of the proxy's own. Their first word is part of the interface: {@code NOMASTER} says that the command
 * certainly did not run, {@code UNKNOWNOUTCOME} that it may have run, {@code EXECABORT} that a transaction was cut by a
 * change of the master and nothing of it ran. Everything else is Redis' own wording. The arrays are shared: not to be
 * written to.
 */
public final class RespError {

    private static final byte[] UNKNOWN_OUTCOME = bytes(
            "UNKNOWNOUTCOME the connection to the master was lost before the reply came: the command may have run");
    private static final byte[] NO_MASTER = bytes("NOMASTER no master in time: the command was not sent");
    private static final byte[] NOT_SENT_WHOLE = bytes(
            "NOMASTER the connection to the master was lost while the command was on its way: it did not run");
    private static final byte[] SHUTTING_DOWN = bytes("NOMASTER the proxy is shutting down: the command was not sent");
    private static final byte[] EXEC_ABORT = bytes(
            "EXECABORT Transaction discarded because the connection to the master was lost: nothing of it ran");
    private static final byte[] MAX_CLIENTS = bytes("ERR max number of clients reached");

    private static final byte[] UNKNOWN_REPLICAS = bytes(
            "UNKNOWNOUTCOME the connection to the master has changed since the last write: which replicas have it is unknown");
    private static final byte[] NOT_KEPT = bytes(
            "NOMASTER the node was no master any more and the command is too long to be kept: it did not run");

    private RespError() {
    }

    private static byte[] bytes(String text) {
        return ("-" + text.replaceAll("[\\r\\n]", " ") + "\r\n").getBytes(UTF_8);
    }

    /** Sent, and no reply came before the connection was lost. */
    public static byte[] unknownOutcome() {
        return UNKNOWN_OUTCOME;
    }

    /** WAIT about a write that went over another connection. */
    public static byte[] unknownReplicas() {
        return UNKNOWN_REPLICAS;
    }

    /** Refused by a node that is no master, and not sent again. */
    public static byte[] notKept() {
        return NOT_KEPT;
    }

    /** Never sent, because no master was there within the park timeout. */
    public static byte[] noMaster() {
        return NO_MASTER;
    }

    /** Never sent, for the reason given. */
    public static byte[] noMaster(String reason) {
        return bytes("NOMASTER " + reason + ": the command was not sent");
    }

    /** Begun, but the server never had all of it. */
    public static byte[] notSentWhole() {
        return NOT_SENT_WHOLE;
    }

    /** Never sent, because the proxy ends. */
    public static byte[] shuttingDown() {
        return SHUTTING_DOWN;
    }

    /** The answer to EXEC of a transaction whose MULTI went to another connection. */
    public static byte[] execAbort() {
        return EXEC_ABORT;
    }

    /** Redis' own text at its limit of clients. */
    public static byte[] maxClients() {
        return MAX_CLIENTS;
    }

    /** Redis' own text for bytes that are not RESP. */
    public static byte[] protocol(ProtocolException fault) {
        return bytes("ERR Protocol error: " + fault.getMessage());
    }

    /** A request that began and did not go on. */
    public static byte[] stalled(long seconds) {
        return bytes("ERR Protocol error: the rest of the command did not come within " + seconds + " s");
    }
}
