package io.redisha.local;

import java.util.concurrent.CompletableFuture;

/**
 * What can be done to any process here, be it a Redis, a Sentinel or a service. It keeps its name and its address when it is
 * started again.
 */
public sealed interface Member permits Node, ServiceProcess {

    /** {@code redis-1}, {@code sentinel-3}, {@code proxy-service}. */
    String name();

    /** Where others reach it. */
    String host();

    /** {@code host:port}, where others reach it. */
    String address();

    /** Of the present process, or of the last one if it has ended. */
    long pid();

    /** Whether there is a process, suspended or not. */
    boolean isAlive();

    /** Completes at the end of the present process with its exit code (128 + signal if a signal ended it). */
    CompletableFuture<Integer> exit();

    /** The end of what it has printed. */
    String lastLogLines();

    /** {@code kill -9}; returns when the process is gone. */
    void kill();

    /** SIGTERM, as Kubernetes ends a pod, and SIGKILL after 10 s; returns when the process is gone. */
    void terminate();

    /** SIGSTOP: the process hangs, its connections stay open. */
    void suspend();

    /** SIGCONT: the process goes on and knows nothing of the time in between. */
    void resume();

    /** Starts it again, killing it first if it still runs. */
    void restart();
}
