package io.redisha.proxy.upstream;

/**
 * Why a link is gone.
 *
 * @param sessionRefused the node is fine, but will not take over the session's state: trying again is of no use
 * @param reason one line for a log or an error reply, without secrets
 */
public record LinkLoss(boolean sessionRefused, String reason) {
}
