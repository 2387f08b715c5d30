/**
 * What the Sentinels say.
 * <p>
 * {@link io.redisha.watcher.sentinel.Sentinels} holds one {@link io.redisha.watcher.sentinel.SentinelSession} per address. A
 * session has two connections, each kept open by a {@link io.redisha.watcher.sentinel.LinkKeeper}: one
 * {@linkplain io.redisha.watcher.sentinel.Asking asks}, one {@linkplain io.redisha.watcher.sentinel.Listening listens}. Every
 * event is a reason to ask at once; the steps of a failover are handed on as
 * {@link io.redisha.watcher.sentinel.SentinelEvent}s. Answers become {@link io.redisha.watcher.sentinel.SentinelReport}s; a
 * Sentinel that does not answer, or not as a Sentinel does, has none.
 * <p>
 * All of it runs on the watch loop.
 */
package io.redisha.watcher.sentinel;
