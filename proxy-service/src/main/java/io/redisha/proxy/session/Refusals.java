package io.redisha.proxy.session;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.function.BooleanSupplier;

import io.redisha.proxy.resp.ReplyScanner;

/**
 * The errors by which a node says that it is no master, or not yet: the request certainly did not run, and goes to the next
 * master instead of the error to the client. The wordings are those of Redis' {@code server.c} and {@code blocked.c}, which
 * Valkey shares; CLIENT UNBLOCK and scripts have errors with the same first word, which pass.
 */
final class Refusals {

    private static final byte[][] NO_MASTER = { bytes("-READONLY You can't write against a read only replica"),
            bytes("-MASTERDOWN Link with MASTER is down"), bytes("-LOADING "),
            bytes("-UNBLOCKED force unblock from blocking operation") };
    private static final byte[] TOO_FEW_REPLICAS = bytes("-NOREPLICAS ");

    private final BooleanSupplier switching;

    /** @param switching whether a switch is under way or has just been: only then are too few replicas a matter of time */
    Refusals(BooleanSupplier switching) {
        this.switching = switching;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(US_ASCII);
    }

    boolean isOne(ReplyScanner reply) {
        if (!reply.isError()) {
            return false;
        }
        for (byte[] refusal : NO_MASTER) {
            if (reply.startsWith(refusal)) {
                return true;
            }
        }
        return reply.startsWith(TOO_FEW_REPLICAS) && switching.getAsBoolean();
    }
}
