package io.redisha.faults.evidence;

import java.util.Optional;

/**
 * All there is to judge by at the end of a round.
 *
 * @param master what the final master holds
 * @param oldMaster what the first master holds if it still lives and has not been demoted yet
 * @param lossless whether the fault must lose nothing that was acknowledged
 */
public record Evidence(Moments moments, Keyspace master, Optional<Keyspace> oldMaster, boolean lossless) {
}
