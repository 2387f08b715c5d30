/**
 * The failover contract, measured: what clients of the proxy notice while the master, a Sentinel, the watcher or the proxy
 * itself fails.
 *
 * <pre>
 * ./mvnw verify -Pfaults                            all faults, 10 rounds each, about an hour
 * ./mvnw verify -Pfaults -Dfaults.rounds=3 -Dfaults.only=kill,hang -Dfaults.discovery=eager
 * </pre>
 *
 * {@code -Dredisha.native=true} takes the native executables. The normal {@code verify} runs one round of three faults
 * ({@code FaultsIT}) and looks at what must never happen; only the suite looks at times, which need an idle machine.
 * <p>
 * A {@code Round} starts a cluster, a watcher and a proxy of its own, lets the clients of package {@code workload} work,
 * inflicts one {@code Fault}, listens to all Sentinels ({@code SentinelEvents}), lets them work on for a few seconds, and
 * compares what they recorded with what the final master holds (package {@code evidence}). Rounds in which the Sentinels
 * did something else, such as a second failover on a starved machine, are set aside and counted.
 * <p>
 * The table has a line per fault and a column per {@code Figure}; {@code Bounds} says which are bounded, and how.
 * {@code target/faults/<discovery>.json} has every round with its examples of whatever was wrong. A missed bound ends the
 * build. Everything is driven by the test's thread; clients and listeners have one each.
 */
package io.redisha.faults;
