package io.redisha.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PartitionIT {

    private static final Duration SWITCH = Duration.ofSeconds(20);
    private static final Duration SETTLE = Duration.ofSeconds(45);

    private static HaCluster cluster;

    @BeforeAll
    static void start() {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "only Linux has all of 127.0.0.0/8 on loopback");
        cluster = HaCluster.builder().relayed().start();
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    @Order(1)
    void shouldHangForClientsOfANodeThatIsCutOff() {
        RedisNode replica = cluster.replicas().get(0);
        try (RespConnection client = connect(replica)) {
            assertEquals("PONG", client.call("PING").text());

            replica.cutOff();
            client.timeout(Duration.ofMillis(300));
            UncheckedIOException failure = assertThrows(UncheckedIOException.class, () -> client.call("PING", "held"));
            assertInstanceOf(SocketTimeoutException.class, failure.getCause());
            assertFalse(client.isClosedByPeer());
            assertEquals("PONG", replica.call("PING").text(), "the test itself still reaches the process");

            replica.reconnect();
            assertEquals("held", client.timeout(SWITCH).read().text());
        }
    }

    @Test
    @Order(2)
    void shouldMakeAMasterThatIsCutOffFromTheOthersAStaleOneForItsClients() {
        RedisNode old = cluster.master();
        Node[] others = Stream.concat(cluster.replicas().stream(), cluster.sentinels().stream()).toArray(Node[]::new);
        try (RespConnection client = connect(old)) {
            cluster.cutOff(old, others);
            RedisNode next = cluster.awaitMasterOtherThan(old, SWITCH);

            assertEquals("master", old.role());
            assertEquals("OK", client.call("SET", "written", "on the stale master").text());
            try (RespConnection another = connect(old)) {
                assertEquals("OK", another.call("SET", "new connections", "too").text());
            }
            assertEquals("OK", next.call("SET", "written", "on the new master").text());

            cluster.reconnect();
            cluster.awaitSettled(SETTLE);
            assertEquals("slave", old.role());
            assertEquals("on the new master", old.call("GET", "written").text());
        }
    }

    @Test
    @Order(3)
    void shouldRefuseClientsOfAKilledNodeUntilItIsRestarted() {
        RedisNode replica = cluster.replicas().get(0);

        replica.kill();
        UncheckedIOException failure = assertThrows(UncheckedIOException.class, () -> connect(replica));
        assertInstanceOf(ConnectException.class, failure.getCause());
        replica.restart();

        try (RespConnection client = connect(replica)) {
            assertEquals("PONG", client.call("PING").text());
        }
    }

    private static RespConnection connect(Node node) {
        return RespConnection.connect(node.host(), node.port());
    }
}
