package io.redisha.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.redisha.faults.workload.IdleClients;
import io.redisha.local.HaCluster;
import io.redisha.local.Node;
import io.redisha.local.RedisNode;
import io.redisha.local.SentinelNode;
import io.redisha.local.ServiceProcess;

/** What a fault can act upon. For one thread. */
final class Stage implements AutoCloseable {

    private static final Duration SWITCH_LIMIT = Duration.ofSeconds(60);
    private static final Duration READY_LIMIT = Duration.ofSeconds(30);
    private static final int KILLED = 137;

    private final HaCluster cluster;
    private final ServiceProcess watcher;
    private final ServiceProcess proxy;
    private final SentinelEvents events;
    private final RedisNode master;
    private Optional<IdleClients> idle = Optional.empty();
    private long struckAt;

    Stage(HaCluster cluster, ServiceProcess watcher, ServiceProcess proxy, SentinelEvents events) {
        this.cluster = cluster;
        this.watcher = watcher;
        this.proxy = proxy;
        this.events = events;
        master = cluster.master();
    }

    HaCluster cluster() {
        return cluster;
    }

    /** The one at the beginning. */
    RedisNode master() {
        return master;
    }

    SentinelNode sentinel(int index) {
        return cluster.sentinels().get(index);
    }

    ServiceProcess watcher() {
        return watcher;
    }

    ServiceProcess proxy() {
        return proxy;
    }

    /** The moment from which everything is measured, and what happens then. */
    void strike(Runnable blow) {
        struckAt = System.nanoTime();
        blow.run();
    }

    long struckAt() {
        return struckAt;
    }

    void cutOffMaster() {
        List<Node> others = new ArrayList<>(cluster.nodes());
        others.remove(master);
        others.addAll(cluster.sentinels());
        cluster.cutOff(master, others.toArray(Node[]::new));
    }

    void connectIdle(int count) {
        idle = Optional.of(new IdleClients(proxy.servicePort(), count));
    }

    int countIdleLost() {
        return idle.map(IdleClients::countLost).orElse(0);
    }

    void awaitSwitch() {
        awaitSwitches(1);
    }

    void awaitSwitches(int count) {
        events.awaitSwitches(count, SWITCH_LIMIT);
    }

    void awaitWatcher() {
        watcher.awaitReady(READY_LIMIT);
    }

    /** After it was asked to end. */
    void restartProxy() {
        if (proxy.exit().join() == KILLED) {
            throw new AssertionError("the proxy did not end within 10 s of SIGTERM:\n" + proxy.lastLogLines());
        }
        proxy.restart();
        proxy.awaitReady(READY_LIMIT);
    }

    /** Lets the clients work for this many milliseconds: what they go through in that time is what a round observes. */
    void traffic(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in the middle of a round", e);
        }
    }

    @Override
    public void close() {
        idle.ifPresent(IdleClients::close);
    }
}
