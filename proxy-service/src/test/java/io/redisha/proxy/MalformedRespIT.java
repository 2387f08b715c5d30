package io.redisha.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.redisha.local.Await;
import io.redisha.local.HaCluster;
import io.redisha.local.RespConnection;
import io.redisha.local.ServiceProcess;

/** Bytes that are not RESP get an error and end their own connection, no other. */
class MalformedRespIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    private static HaCluster cluster;
    private static ScriptedWatcher watcher;
    private static ServiceProcess proxy;
    private static RespConnection bystander;

    @BeforeAll
    static void start() throws IOException {
        cluster = HaCluster.builder().start();
        watcher = new ScriptedWatcher();
        watcher.stable(cluster.master().port(), 1);
        proxy = ServiceProcess.of("proxy-service").env("PROXY_WATCHERS", watcher.url())
                .env("PROXY_CLIENT_STALL_TIMEOUT", "2s").start();
        proxy.awaitReady(Duration.ofSeconds(30));
        bystander = connect();
    }

    @AfterAll
    static void stop() {
        bystander.close();
        proxy.close();
        watcher.close();
        cluster.close();
    }

    private static RespConnection connect() {
        return RespConnection.connect("127.0.0.1", proxy.servicePort());
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '~', delimiter = '|', value = {
            "*1\\r\\n!4\\r\\nPING\\r\\n|ERR Protocol error: expected '$', got '!'",
            "*1\\r\\n+PING\\r\\n|ERR Protocol error: expected '$', got '+'",
            "*-1\\r\\n|ERR Protocol error: invalid multibulk length",
            "*-5\\r\\n|ERR Protocol error: invalid multibulk length",
            "*1048577\\r\\n|ERR Protocol error: invalid multibulk length",
            "*99999999999999999999999\\r\\n|ERR Protocol error: invalid multibulk length",
            "*\\r\\n|ERR Protocol error: invalid multibulk length",
            "*x\\r\\n|ERR Protocol error: invalid multibulk length",
            "*1\\r\\n$-1\\r\\n|ERR Protocol error: invalid bulk length",
            "*1\\r\\n$536870913\\r\\n|ERR Protocol error: invalid bulk length",
            "*1\\r\\n$9223372036854775808\\r\\n|ERR Protocol error: invalid bulk length",
            "*1\\r\\n$abc\\r\\n|ERR Protocol error: invalid bulk length",
            "SET \"k\\r\\n|ERR Protocol error: unbalanced quotes in request",
            "SET \"k\"v x\\r\\n|ERR Protocol error: unbalanced quotes in request"
    })
    void shouldRefuse(String bytes, String error) {
        try (RespConnection client = connect()) {
            client.send(("*2\r\n$4\r\nECHO\r\n$6\r\nbefore\r\n" + bytes.replace("\\r", "\r").replace("\\n", "\n"))
                    .getBytes(US_ASCII));
            assertEquals("before", client.read().text(), "what came before is answered");
            assertEquals(error, client.read().text());
            Await.until("the end of the connection", SOON, client::isClosedByPeer);
        }
        assertEquals("PONG", bystander.call("PING").text());
    }

    @Test
    void shouldRefuseWhatFollowsACommandThatWasSentInPart() {
        try (RespConnection client = connect()) {
            client.send(("*4\r\n$3\r\nSET\r\n$1\r\nk\r\n$30000\r\n" + "x".repeat(30000)).getBytes(US_ASCII));
            client.send("\r\nGARBAGE".getBytes(US_ASCII));
            assertEquals("ERR Protocol error: expected '$', got 'G'", client.read().text());
            Await.until("the end of the connection", SOON, client::isClosedByPeer);
        }
        try (RespConnection client = connect()) {
            client.send(("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$30000\r\n" + "x".repeat(20000)).getBytes(US_ASCII));
            assertEquals("ERR Protocol error: the rest of the command did not come within 2 s", client.read().text());
            Await.until("the end of the connection", SOON, client::isClosedByPeer);
        }
    }

    @Test
    void shouldNotCollectAnEndlessCommandAboutTheConnection() {
        try (RespConnection client = connect()) {
            client.send("*2\r\n$4\r\nAUTH\r\n$500000000\r\n".getBytes(US_ASCII));
            client.send("x".repeat(2 * 1024 * 1024).getBytes(US_ASCII));
            assertEquals("ERR Protocol error: too big a request for a command about the connection", client.read().text());
            Await.until("the end of the connection", SOON, client::isClosedByPeer);
        }
    }

    @Test
    void shouldRefuseALineWithoutAnEnd() {
        byte[] noise = "A".repeat(1024 * 1024).getBytes(US_ASCII);
        try (RespConnection client = connect()) {
            for (int i = 0; i < 10; i++) {
                client.send(noise);
            }
            assertEquals("ERR Protocol error: too big inline request", client.read().text());
            Await.until("the end of the connection", SOON, client::isClosedByPeer);
        }
        assertEquals("PONG", bystander.call("PING").text());
    }

    @Test
    void shouldRefuseALineOf64KiB() {
        try (RespConnection client = connect()) {
            client.send("A".repeat(64 * 1024 + 1).getBytes(US_ASCII));
            assertEquals("ERR Protocol error: too big inline request", client.read().text());
            Await.until("the end of the connection", SOON, client::isClosedByPeer);
        }
    }

    @Test
    void shouldCloseHalfACommandAfterSilence() {
        for (String half : new String[] { "*2\r\n$3\r\nGET\r\n$3\r\nk", "*3\r\n", "PIN", "*1\r\n$5" }) {
            try (RespConnection client = connect()) {
                client.send(half.getBytes(US_ASCII));
                assertEquals("ERR Protocol error: the rest of the command did not come within 2 s", client.read().text());
                Await.until("the end of the connection", SOON, client::isClosedByPeer);
            }
        }
        assertEquals("PONG", bystander.call("PING").text());
    }

    @Test
    void shouldNotCloseASlowSenderOrAnIdleClient() {
        try (RespConnection slow = connect(); RespConnection idle = connect()) {
            idle.call("PING");
            long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
            slow.send("*2\r\n$4\r\nECHO\r\n$20\r\n".getBytes(US_ASCII));
            int[] sent = { 0 };
            Await.until("a value sent in 20 pieces over 3 s", SOON, () -> {
                if (sent[0] < 20 && System.nanoTime() > end - (20 - sent[0]) * 150_000_000L) {
                    slow.send("x".getBytes(US_ASCII));
                    sent[0]++;
                }
                return sent[0] == 20;
            });
            slow.send("\r\n".getBytes(US_ASCII));
            assertEquals("x".repeat(20), slow.read().text());
            assertEquals("PONG", idle.call("PING").text());
        }
    }
}
