package io.redisha.watcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.redisha.local.Await;
import io.redisha.local.HaCluster;
import io.redisha.local.RedisNode;
import io.redisha.local.SentinelNode;

/** A failover that comes to nothing, in a real cluster: there is no replica that may take over. */
class AbortIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration A_WHILE = Duration.ofSeconds(2);

    @Test
    void shouldWaitForTheFormerMasterWhenNoReplicaIsGoodEnough() {
        try (HaCluster cluster = HaCluster.builder().start();
                Watcher watcher = Watcher.start(cluster.sentinelAddresses());
                SentinelTap tap = new SentinelTap(cluster)) {
            watcher.process().awaitReady(LIMIT);
            RedisNode master = cluster.master();
            cluster.replicas().forEach(replica -> replica.call("CONFIG", "SET", "replica-priority", "0"));
            Await.until("all Sentinels know that", LIMIT,
                    () -> cluster.sentinels().stream().allMatch(sentinel -> nobodyMayTakeOver(cluster, sentinel)));
            try (EventStream events = watcher.events()) {
                JsonNode before = events.next(LIMIT).json();
                long killed = System.nanoTime();
                master.kill();

                JsonNode switching = events.next(LIMIT).json();
                assertEquals("switching", switching.get("phase").asText());
                Await.until("the failover is aborted", LIMIT,
                        () -> tap.first("-failover-abort-no-good-slave", killed).isPresent());
                assertTrue(events.poll(A_WHILE).isEmpty(), "nobody is master: nothing may be sent");
                master.restart();

                JsonNode after = events.next(LIMIT).json();
                assertEquals("stable", after.get("phase").asText());
                assertEquals(master.port(), after.get("port").asInt());
                assertEquals(before.get("epoch"), after.get("epoch"));
                assertEquals(before.get("generation").asLong() + 2, after.get("generation").asLong());
            }
        }
    }

    private static boolean nobodyMayTakeOver(HaCluster cluster, SentinelNode sentinel) {
        return sentinel.call("SENTINEL", "REPLICAS", cluster.masterName()).items().stream()
                .allMatch(replica -> replica.fields().get("slave-priority").equals("0"));
    }
}
