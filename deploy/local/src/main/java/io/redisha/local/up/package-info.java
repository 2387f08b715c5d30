/**
 * The program behind {@code deploy/local/up}: the whole chain on this machine until Ctrl-C.
 * <p>
 * {@link io.redisha.local.up.Up} reads the {@code UpOptions}, looks whether all ports are free, starts a {@link
 * io.redisha.local.Chain} and prints one {@code Status} per process as a table. From then on everything is a line of
 * {@code Events}: the {@code Supervisor} tells of ends and restarts processes, the {@code StatusLog} tells what changes
 * about those that run, and the {@code MasterLog} tells of a new master and how long clients waited for it, which it
 * learns from the watcher ({@code MasterFeed}) and from the old master itself ({@code MasterProbe}).
 * <p>
 * The main thread waits for a failure that ends everything; all else runs on one scheduler. {@code Events}, {@code
 * MasterLog} and {@code Supervisor} are called from several threads and guard themselves.
 */
package io.redisha.local.up;
