/**
 * Processes that do not outlive this JVM.
 * <p>
 * A {@link io.redisha.local.process.Child} is one started program with its log file. {@code Children} knows all that run
 * and ends them in a shutdown hook: first those that have work to finish, while the others still serve them. For a JVM
 * that is killed there is the {@code Reaper}, one shell process that is told of every start and end and whose standard
 * input ends with the JVM; then it ends what is left ({@code reaper.sh}).
 * <p>
 * All calls block and may come from any thread; the registry is guarded by its class lock.
 */
package io.redisha.local.process;
