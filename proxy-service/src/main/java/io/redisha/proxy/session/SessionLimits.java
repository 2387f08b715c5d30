package io.redisha.proxy.session;

import java.time.Duration;

/**
 * The bounds of one session.
 *
 * @param parkTimeout how long a request may wait for a master
 * @param parkBytes what one client may have waiting; beyond it, its connection is not read
 * @param stallTimeout how long a request that has begun may stand still
 * @param inFlight requests of one client without a reply; beyond it, its connection is not read
 */
public record SessionLimits(Duration parkTimeout, int parkBytes, Duration stallTimeout, int inFlight) {
}
