package io.redisha.local;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Whether all nodes of a cluster run and agree on one master. */
final class Settlement {

    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final HaCluster cluster;
    private String whyNot = "nothing checked yet";

    Settlement(HaCluster cluster) {
        this.cluster = cluster;
    }

    /** The first thing that was wrong at the last check. */
    String whyNot() {
        return whyNot;
    }

    boolean holds() {
        List<SentinelView> views = cluster.views().toList();
        if (views.size() < cluster.sentinels().size()) {
            return no(views.size() + " of " + cluster.sentinels().size() + " Sentinels answer");
        }
        for (RedisNode node : cluster.nodes()) {
            if (!node.isAlive()) {
                return no(node + " is not running");
            }
        }
        RedisNode master = cluster.master();
        for (SentinelView view : views) {
            if (!agrees(view, master)) {
                return false;
            }
        }
        for (RedisNode node : cluster.nodes()) {
            if (!plays(node, master)) {
                return false;
            }
        }
        return true;
    }

    private boolean agrees(SentinelView view, RedisNode master) {
        if (!view.names(master) || !view.flags().equals("master")) {
            return no(view.sentinel() + " says " + view.host() + ":" + view.port() + " is " + view.flags());
        }
        if (view.goodReplicas() != cluster.nodes().size() - 1) {
            return no(view.sentinel() + " sees " + view.goodReplicas() + " good replicas");
        }
        if (view.goodSentinels() != cluster.sentinels().size() - 1) {
            return no(view.sentinel() + " sees " + view.goodSentinels() + " other Sentinels");
        }
        return true;
    }

    private boolean plays(RedisNode node, RedisNode master) {
        Map<String, String> replication = node.info(LIMIT, "replication");
        if (node == master) {
            return replication.get("role").equals("master") || no(node + " is no master itself");
        }
        boolean follows = "slave".equals(replication.get("role")) && "up".equals(replication.get("master_link_status"))
                && Integer.toString(master.port()).equals(replication.get("master_port"));
        return follows || no(node + " does not follow " + master);
    }

    private boolean no(String reason) {
        whyNot = reason;
        return false;
    }
}
