/**
 * Which node the proxy follows, and whether requests may go there now.
 * <p>
 * {@link io.redisha.proxy.topology.Watchers} keeps a {@link io.redisha.proxy.topology.WatcherFeed} to every address of
 * every watcher (on Quarkus' HTTP event loop) and passes each {@link io.redisha.proxy.topology.MasterState} on;
 * {@link io.redisha.proxy.topology.MasterChoice} makes one master of what the watchers say, a pure function with one piece
 * of memory, the highest confirmed epoch; {@link io.redisha.proxy.topology.MasterFollower} has that master verified and
 * opens the {@link io.redisha.proxy.topology.Gate}. The follower is confined to one event loop of the data path; the
 * gate's state is one immutable value that every loop may read.
 */
package io.redisha.proxy.topology;
