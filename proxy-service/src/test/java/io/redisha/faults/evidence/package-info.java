/**
 * What the clients of one round recorded, and what is wrong with it.
 * <p>
 * Each client keeps a {@link io.redisha.faults.evidence.Ledger} of its {@link io.redisha.faults.evidence.Write}s with their
 * {@link io.redisha.faults.evidence.Fate}. When all have ended, the {@link io.redisha.faults.evidence.Keyspace} of the
 * final master is read, and one {@code ...Check} for each kind of client compares the two and adds what it sees to the
 * {@link io.redisha.faults.evidence.Findings}. The checks hold no state and know no process, so that tests can feed
 * them each thing they exist to find.
 */
package io.redisha.faults.evidence;
