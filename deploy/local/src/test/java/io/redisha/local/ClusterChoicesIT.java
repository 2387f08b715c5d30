package io.redisha.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;

import org.junit.jupiter.api.Test;

class ClusterChoicesIT {

    private static final Duration SWITCH = Duration.ofSeconds(15);

    @Test
    void shouldAskForPasswordsAndStillSwitch() {
        try (HaCluster cluster = HaCluster.builder().redisPassword("of-redis").sentinelPassword("of-sentinel").start()) {
            RedisNode old = cluster.master();
            SentinelNode sentinel = cluster.sentinels().get(0);
            try (RespConnection redis = RespConnection.connect(old.host(), old.port());
                    RespConnection toSentinel = RespConnection.connect(sentinel.host(), sentinel.port())) {
                assertTrue(redis.call("GET", "k").text().startsWith("NOAUTH"));
                assertTrue(toSentinel.call("SENTINEL", "MASTERS").text().startsWith("NOAUTH"));
                assertEquals("OK", redis.call("AUTH", "of-redis").text());
                assertEquals("OK", toSentinel.call("AUTH", "of-sentinel").text());
            }

            old.kill();

            assertNotSame(old, cluster.awaitMasterOtherThan(old, SWITCH));
        }
    }

    @Test
    void shouldRunARedisWithoutSentinel() {
        int port = Ports.free();
        try (HaCluster cluster = HaCluster.builder().redisPorts(port).sentinelPorts().start()) {
            assertEquals(port, cluster.master().port());
            assertTrue(cluster.replicas().isEmpty());
            assertEquals("", cluster.sentinelAddresses());
            cluster.awaitSettled(SWITCH);
        }
    }
}
