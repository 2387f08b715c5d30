/**
 * The answers to the three questions of a Kubernetes probe: the process {@linkplain io.redisha.watcher.health.ProcessAnswers
 * lives}, it has {@linkplain io.redisha.watcher.health.Started started}, and it
 * {@linkplain io.redisha.watcher.health.MastersKnown knows} every watched master.
 * <p>
 * The checks read what the watch loop has published; they ask nobody and never block.
 */
package io.redisha.watcher.health;
