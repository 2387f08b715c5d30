package io.redisha.proxy.upstream;

/**
 * Why a link is gone.
 *
 * @param sessionRefused the node is fine, but will not take over the session's state: trying again is of no use
 * @param noMaster the node has said that it is no master
 * @param reason one line for a log or an error reply, without secrets
 */
public record LinkLoss(boolean sessionRefused, boolean noMaster, String reason) {

    /** A loss that says nothing about the node. */
    public static LinkLoss of(String reason) {
        return new LinkLoss(false, false, reason);
    }
}
