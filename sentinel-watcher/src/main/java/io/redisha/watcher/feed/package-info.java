/**
 * What is published, and to whom.
 * <p>
 * {@link io.redisha.watcher.feed.MasterFeed} holds the present {@link io.redisha.watcher.feed.MasterState} of each master in a
 * {@code Channel}, which wakes the followers; {@link io.redisha.watcher.feed.MastersResource} serves snapshots and event
 * streams,
 * behind the {@link io.redisha.watcher.feed.TokenFilter}.
 * <p>
 * The watch loop publishes; any thread reads. Event streams are written by whichever thread wakes a follower or has finished
 * its last write, one write at a time.
 */
package io.redisha.watcher.feed;
