package io.redisha.proxy;

import java.io.IOException;
import java.time.Duration;

import io.redisha.local.Await;
import io.redisha.local.HaCluster;
import io.redisha.local.Ports;
import io.redisha.local.RedisNode;
import io.redisha.local.RespConnection;
import io.redisha.local.ServiceProcess;

/** Two real masters, a watcher that says which of them it is, and the proxy in front. */
final class TwoMasters implements AutoCloseable {

    static final Duration SOON = Duration.ofSeconds(10);

    private final HaCluster firstCluster = alone();
    private final HaCluster secondCluster = alone();
    private final ScriptedWatcher watcher;
    private final ServiceProcess proxy;
    private long epoch;

    TwoMasters() throws IOException {
        watcher = new ScriptedWatcher();
        proxy = ServiceProcess.of("proxy-service").env("PROXY_WATCHERS", watcher.url()).env("PROXY_PARK_TIMEOUT", "3s")
                .env("PROXY_WATCHER_TOKEN", "open-sesame").start();
        proxy.awaitLive(Duration.ofSeconds(30));
    }

    private static HaCluster alone() {
        return HaCluster.builder().redisPorts(Ports.free()).sentinelPorts(Ports.free()).quorum(1).start();
    }

    RedisNode first() {
        return firstCluster.nodes().get(0);
    }

    RedisNode second() {
        return secondCluster.nodes().get(0);
    }

    ScriptedWatcher watcher() {
        return watcher;
    }

    ServiceProcess proxy() {
        return proxy;
    }

    long epoch() {
        return epoch;
    }

    /** The first is the master, both are empty, the proxy is ready. */
    void begin() {
        switchTo(first());
        proxy.awaitReady(SOON);
        first().call("FLUSHALL");
        second().call("FLUSHALL");
    }

    RespConnection connect() {
        return RespConnection.connect("127.0.0.1", proxy.servicePort());
    }

    void publish(RedisNode node) {
        watcher.stable(node.port(), ++epoch);
    }

    void switchTo(RedisNode node) {
        publish(node);
        Await.until("the gate to " + node, SOON, () -> {
            try (RespConnection probe = connect()) {
                return probe.call("INFO", "server").text().contains("tcp_port:" + node.port());
            }
        });
    }

    void closeTheGate() {
        watcher.publish("switching", first().port(), epoch, false);
        awaitClosedGate();
    }

    void awaitClosedGate() {
        awaitMetric("proxy_gate_open 0.0");
    }

    void awaitMetric(String line) {
        Await.until(line, SOON, () -> proxy.metrics().contains(line));
    }

    double metric(String name) {
        return proxy.metrics().lines().filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1))).findFirst().orElse(Double.NaN);
    }

    @Override
    public void close() {
        proxy.close();
        watcher.close();
        firstCluster.close();
        secondCluster.close();
    }
}
