package io.redisha.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.redisha.local.Await;
import io.redisha.local.HaCluster;
import io.redisha.local.Ports;
import io.redisha.local.RedisNode;
import io.redisha.local.RespConnection;
import io.redisha.local.ServiceProcess;

/** A Redis with a password: the proxy has its own identity, each client its own, and nobody gets another's. */
class AuthenticationIT {

    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String PASSWORD = "s3cret-of-the-test";

    private static HaCluster cluster;
    private static RedisNode master;
    private static ScriptedWatcher watcher;
    private static ServiceProcess proxy;

    @BeforeAll
    static void start() throws IOException {
        cluster = HaCluster.builder().redisPorts(Ports.free()).sentinelPorts(Ports.free()).quorum(1).redisPassword(PASSWORD)
                .start();
        master = cluster.nodes().get(0);
        watcher = new ScriptedWatcher();
        watcher.stable(master.port(), 1);
        proxy = ServiceProcess.of("proxy-service").env("PROXY_WATCHERS", watcher.url()).env("PROXY_REDIS_PASSWORD", PASSWORD)
                .start();
        proxy.awaitReady(START);
    }

    @AfterAll
    static void stop() {
        proxy.close();
        watcher.close();
        cluster.close();
    }

    private static RespConnection connect() {
        return RespConnection.connect("127.0.0.1", proxy.servicePort());
    }

    @Test
    void shouldNotLendItsIdentity() {
        try (RespConnection client = connect()) {
            assertTrue(client.call("GET", "k").text().startsWith("NOAUTH "));
            assertTrue(client.call("AUTH", "wrong").text().startsWith("WRONGPASS "));
            assertTrue(client.call("GET", "k").text().startsWith("NOAUTH "));
            assertEquals("OK", client.call("AUTH", PASSWORD).text());
            assertEquals("OK", client.call("SET", "k", "v").text());
        }
    }

    @Test
    void shouldBringTheClientsIdentityBack() {
        master.call("ACL", "SETUSER", "reader", "on", ">pass", "~*", "+get", "+acl|whoami", "+client");
        try (RespConnection client = connect(); RespConnection other = connect()) {
            assertEquals("OK", client.call("AUTH", "reader", "pass").text());
            other.call("HELLO", "3", "AUTH", "default", PASSWORD);
            assertEquals("reader", client.call("ACL", "WHOAMI").text());
            master.call("CLIENT", "KILL", "TYPE", "normal");
            assertEquals("reader", client.call("ACL", "WHOAMI").text());
            assertTrue(client.call("SET", "k", "v").text().startsWith("NOPERM "));
            assertEquals("default", other.call("ACL", "WHOAMI").text());
        }
    }

    @Test
    void shouldCloseASessionWhoseIdentityIsGone() {
        master.call("ACL", "SETUSER", "leaver", "on", ">pass", "~*", "+@all");
        try (RespConnection client = connect()) {
            assertEquals("OK", client.call("AUTH", "leaver", "pass").text());
            master.call("ACL", "DELUSER", "leaver");
            client.write("GET", "k");
            String reply = client.read().text();
            if (reply.startsWith("UNKNOWNOUTCOME ")) {
                // It went out on the link that Redis was cutting at that moment; the next one finds that link gone.
                client.write("GET", "k");
                reply = client.read().text();
            }
            assertTrue(reply.startsWith("NOMASTER "), "told why, and not served as somebody else: " + reply);
            Await.until("the end of the connection", SOON, client::isClosedByPeer);
        }
    }

    @Test
    void shouldSayWhyThereIsNoMasterWithoutAPassword() throws IOException {
        try (ServiceProcess blind = ServiceProcess.of("proxy-service").env("PROXY_WATCHERS", watcher.url()).start()) {
            Await.until("the reason in the log", START, () -> blind.lastLogLines().contains("NOAUTH"));
            assertEquals(503, blind.health("ready"));
        }
        assertFalse(Files.readString(proxy.logFile()).contains(PASSWORD));
    }
}
