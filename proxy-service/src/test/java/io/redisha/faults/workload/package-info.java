/**
 * The clients of one round.
 * <p>
 * {@link io.redisha.faults.workload.Workload} makes them and gives each {@code Client} a thread, on which it takes one step
 * after the other at its {@code Pace} over its {@code Line} to the proxy. Some speak; they are ended first, when their last
 * request is answered. The others listen, and are ended when all that was said has reached them, or 3 s later. Then every
 * client is judged by what it recorded (package {@code evidence}).
 * <p>
 * The connections are counted by one {@code Tally}. No client does anything about an error but to go on, and to connect
 * again where its connection has ended.
 */
package io.redisha.faults.workload;
