package io.redisha.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** One cluster goes through much that can happen to it; each step leaves it settled. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HaClusterIT {

    private static final Duration SWITCH = Duration.ofSeconds(15);
    private static final Duration SETTLE = Duration.ofSeconds(40);

    private static HaCluster cluster;

    @BeforeAll
    static void start() {
        cluster = HaCluster.builder().start();
    }

    @AfterAll
    static void stop() {
        cluster.close();
        cluster.nodes().forEach(node -> assertFalse(node.isAlive(), node + " still runs"));
    }

    @Test
    @Order(1)
    void shouldStartSettled() {
        RedisNode master = cluster.master();

        assertSame(cluster.nodes().get(0), master);
        assertEquals("master", master.role());
        assertEquals(2, cluster.replicas().size());
        master.call("SET", "here", "yes");
        cluster.replicas().forEach(replica -> Await.until(replica + " has the key", SETTLE,
                () -> "yes".equals(replica.call("GET", "here").text())));
        assertTrue(((Reply.Failure) cluster.replicas().get(0).call("SET", "here", "no")).text().startsWith("READONLY"));
    }

    @Test
    @Order(2)
    void shouldSwitchAsPlanned() {
        RedisNode old = cluster.master();

        cluster.failover();
        assertEquals("master", cluster.awaitMasterOtherThan(old, SWITCH).role());

        cluster.awaitSettled(SETTLE);
    }

    @Test
    @Order(3)
    void shouldHangWhileSuspended() {
        RedisNode replica = cluster.replicas().get(0);

        replica.suspend();
        assertTrue(replica.isAlive());
        assertThrows(UncheckedIOException.class, () -> replica.call(Duration.ofMillis(200), "PING"));
        replica.resume();

        assertEquals("PONG", replica.call("PING").text());
        cluster.awaitSettled(SETTLE);
    }

    @Test
    @Order(4)
    void shouldFillAReplacedReplicaFromTheMaster() {
        RedisNode replica = cluster.replicas().get(1);
        long before = replica.pid();

        replica.replace();

        assertNotEquals(before, replica.pid());
        cluster.awaitSettled(SETTLE);
        assertEquals("yes", replica.call("GET", "here").text());
    }

    @Test
    @Order(5)
    void shouldTakeInAReplacedSentinel() {
        SentinelNode sentinel = cluster.sentinels().get(2);
        String before = sentinel.call("SENTINEL", "MYID").text();

        sentinel.replace();

        cluster.awaitSettled(SETTLE);
        assertNotEquals(before, sentinel.call("SENTINEL", "MYID").text());
    }
}
