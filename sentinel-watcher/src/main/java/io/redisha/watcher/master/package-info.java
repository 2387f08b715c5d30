/**
 * Who the master is.
 * <p>
 * A {@link io.redisha.watcher.master.MasterWatch} per watched name gets all reports at each change, and each event of a
 * failover.
 * Its {@link io.redisha.watcher.master.Electorate} makes {@link io.redisha.watcher.master.Votes} of the reports (who has a say,
 * how many there are), {@link io.redisha.watcher.master.Failover} keeps what the events announce and how long that counts, the
 * {@link io.redisha.watcher.master.Reign} remembers which replicas a majority knew, and
 * {@link io.redisha.watcher.master.MasterRule} makes a {@link io.redisha.watcher.master.Decision} of these and of what nodes
 * said about their role. {@link io.redisha.watcher.master.RoleProbe} asks them, and
 * {@link io.redisha.watcher.master.PromotionProbe} goes on asking the replica that is being promoted. The rule is a function;
 * {@link io.redisha.watcher.master.Publication} carries out what followers, metrics and the log see of it.
 * <p>
 * All of it runs on the watch loop.
 */
package io.redisha.watcher.master;
