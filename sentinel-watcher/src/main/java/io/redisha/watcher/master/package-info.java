/**
 * Who the master is.
 * <p>
 * A {@link io.redisha.watcher.master.MasterWatch} per watched name gets all reports at each change. Its
 * {@link io.redisha.watcher.master.Electorate} makes {@link io.redisha.watcher.master.Votes} of them (who has a say, how many
 * there are), the {@link io.redisha.watcher.master.Reign} remembers which replicas a majority knew, and
 * {@link io.redisha.watcher.master.MasterRule} decides from these and from what nodes said about their role, which
 * {@link io.redisha.watcher.master.RoleProbe} asks them. The rule is a function: a new phase or a bolder mode is a new
 * {@link io.redisha.watcher.master.Decision}.
 * <p>
 * All of it runs on the watch loop.
 */
package io.redisha.watcher.master;
