package io.redisha.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import java.time.Duration;

import org.junit.jupiter.api.Test;

class KilledMasterIT {

    private static final Duration SWITCH = Duration.ofSeconds(15);
    private static final Duration SETTLE = Duration.ofSeconds(40);

    @Test
    void shouldBeReplacedByAnotherAndComeBackAsItsReplica() {
        try (HaCluster cluster = HaCluster.builder().masterName("other").start()) {
            RedisNode old = cluster.master();
            old.call("SET", "here", "yes");
            Await.until("all replicas have it", SWITCH, () -> cluster.replicas().stream()
                    .allMatch(replica -> "yes".equals(replica.call("GET", "here").text())));

            old.kill();
            assertFalse(old.isAlive());
            RedisNode next = cluster.awaitMasterOtherThan(old, SWITCH);
            assertNotSame(old, next);
            assertEquals("yes", next.call("GET", "here").text());

            old.restart();
            assertEquals("master", old.role(), "it comes back as it was, like a pod with its volume");
            cluster.awaitSettled(SETTLE);
            assertEquals("slave", old.role());
            assertEquals("yes", old.call("GET", "here").text());
        }
    }
}
