/**
 * Knows from the Sentinels who the master is, and publishes it.
 * <p>
 * {@code sentinel} keeps a session with each Sentinel and turns answers into reports; {@code master} puts the reports before
 * the rule, asks nodes for their {@code ROLE}, and decides; {@code feed} publishes what is decided over HTTP; {@code redis} is
 * how one server is reached. {@link io.redisha.watcher.WatcherLifecycle} puts them together.
 * <p>
 * Everything but the feed runs on one event loop, the {@link io.redisha.watcher.WatchLoop}, and needs no locks. What leaves it
 * is one immutable {@link io.redisha.watcher.feed.MasterState} per master, read by the event loops of HTTP and by metrics.
 */
package io.redisha.watcher;
