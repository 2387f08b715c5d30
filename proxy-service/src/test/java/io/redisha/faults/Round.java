package io.redisha.faults;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.redisha.faults.evidence.Evidence;
import io.redisha.faults.evidence.Findings;
import io.redisha.faults.evidence.Keyspace;
import io.redisha.faults.evidence.Moments;
import io.redisha.faults.workload.Tally;
import io.redisha.faults.workload.Workload;
import io.redisha.local.Await;
import io.redisha.local.HaCluster;
import io.redisha.local.Ports;
import io.redisha.local.RedisNode;
import io.redisha.local.ServiceProcess;

/** One fault, inflicted once upon processes of its own. */
final class Round {

    private static final Duration READY_LIMIT = Duration.ofSeconds(60);
    private static final long BEFORE = 1000;
    private static final long AFTER = 3000;

    private final Fault fault;
    private final Discovery discovery;

    Round(Fault fault, Discovery discovery) {
        this.fault = fault;
        this.discovery = discovery;
    }

    /** Something else than the fault happened to the cluster, which says nothing about the proxy. */
    static final class SetAside extends Exception {
        SetAside(String reason) {
            super(reason);
        }
    }

    RoundResult run() throws SetAside {
        int[] sentinels = IntStream.generate(Ports::free).limit(3).toArray();
        String addresses = Arrays.stream(sentinels).mapToObj(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
        HaCluster.Builder nodes = HaCluster.builder().sentinelPorts(sentinels).downAfter(Duration.ofSeconds(1))
                .failoverTimeout(Duration.ofSeconds(10));
        if (fault.needsRelays()) {
            nodes.relayed();
        }
        // The services first: their start is work for the processor, that of the cluster is mostly waiting.
        try (ServiceProcess watcher = ServiceProcess.of("sentinel-watcher").env("WATCHER_SENTINELS", addresses)
                .env("WATCHER_DISCOVERY", discovery.text()).start();
                ServiceProcess proxy = ServiceProcess.of("proxy-service")
                        .env("PROXY_WATCHERS", "http://" + watcher.address()).start();
                HaCluster cluster = start(nodes);
                SentinelEvents events = new SentinelEvents(cluster)) {
            watcher.awaitReady(READY_LIMIT);
            proxy.awaitReady(READY_LIMIT);
            try (Stage stage = new Stage(cluster, watcher, proxy, events);
                    Workload workload = new Workload(proxy.servicePort())) {
                return run(stage, workload, events);
            }
        }
    }

    private static HaCluster start(HaCluster.Builder nodes) throws SetAside {
        try {
            return nodes.start();
        } catch (Await.DeadlineExceeded e) {
            throw new SetAside("the cluster did not start: " + e.getMessage());
        }
    }

    private RoundResult run(Stage stage, Workload workload, SentinelEvents events) throws SetAside {
        workload.start(stage.cluster());
        stage.traffic(BEFORE);
        requireSwitches(events, 0, "before the fault");
        inflict(stage, events);
        stage.traffic(AFTER);
        int idleLost = stage.countIdleLost();
        workload.stop();
        Optional<Keyspace> old = keyspaceOfStale(stage);
        Keyspace master = Keyspace.of(stage.cluster().master());
        requireSwitches(events, fault.switches(), "in all");
        Moments moments = new Moments(stage.struckAt(), events.firstSwitch());
        Findings findings = workload.judge(new Evidence(moments, master, old, fault.isLossless()));
        return result(stage, workload, events, findings, idleLost);
    }

    private void inflict(Stage stage, SentinelEvents events) throws SetAside {
        try {
            fault.inflict(stage);
        } catch (Await.DeadlineExceeded e) {
            if (events.switches() < fault.switches()) {
                throw new SetAside("the Sentinels did not switch: " + e.getMessage());
            }
            throw e;
        }
    }

    private static void requireSwitches(SentinelEvents events, int expected, String when) throws SetAside {
        if (events.switches() != expected) {
            throw new SetAside(events.switches() + " switches of the master " + when + " instead of " + expected);
        }
    }

    /** The old master lives on as one until Sentinel demotes it: what it took since the switch is there to be seen. */
    private static Optional<Keyspace> keyspaceOfStale(Stage stage) {
        RedisNode old = stage.master();
        boolean stale = old.isAlive() && old != stage.cluster().master() && old.role().equals("master");
        return stale ? Optional.of(Keyspace.of(old)) : Optional.empty();
    }

    private static RoundResult result(Stage stage, Workload workload, SentinelEvents events, Findings findings, int idleLost) {
        OptionalLong switched = events.firstSwitch();
        OptionalLong first = switched.isPresent() ? workload.firstElsewhere(stage.cluster(), stage.master())
                : OptionalLong.empty();
        Tally tally = workload.tally();
        return new RoundResult(
                millis(switched, stage.struckAt()),
                millis(first, stage.struckAt()),
                first.isPresent() ? millis(first, switched.getAsLong()) : null,
                Duration.ofNanos(workload.longestPause(stage.struckAt())).toMillis(),
                tally.closed() + idleLost, tally.refused(), tally.gaveUp(), workload.acked(),
                tally.errors(), findings.counts(), findings.examples(), events.timeline(stage.struckAt()));
    }

    private static Long millis(OptionalLong moment, long from) {
        return moment.isPresent() ? Duration.ofNanos(moment.getAsLong() - from).toMillis() : null;
    }
}
