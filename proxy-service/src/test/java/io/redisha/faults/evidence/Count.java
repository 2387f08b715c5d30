package io.redisha.faults.evidence;

/**
 * One INCR and its reply.
 *
 * @param value what the counter was after it; 0 unless it was acknowledged
 */
public record Count(Write write, long value) {
}
