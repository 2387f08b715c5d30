package io.redisha.gateway;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.redisha.local.Await;
import io.redisha.local.HaCluster;
import io.redisha.local.Ports;
import io.redisha.local.ServiceProcess;

/** Redis going away and coming back, seen by HTTP clients and probes. */
class AvailabilityIT {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static GatewayFixture fixture;

    @BeforeAll
    static void start() {
        fixture = GatewayFixture.start(Map.of("GATEWAY_TIMEOUT", "2s"));
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @Test
    void shouldWaitForRedisAtItsStart() {
        int port = Ports.free();
        try (ServiceProcess gateway = GatewayFixture.process("127.0.0.1:" + port, Map.of())) {
            gateway.awaitLive(LIMIT);
            assertEquals(503, gateway.health("ready"));
            assertEquals(200, gateway.health("started"));
            try (RawHttp http = RawHttp.connect(gateway.servicePort())) {
                assertEquals(503, http.get("/PING").read().status());
                assertEquals(503, gateway.health("ready"));

                try (HaCluster cluster = HaCluster.builder().redisPorts(port).sentinelPorts().start()) {
                    gateway.awaitReady(LIMIT);
                    assertEquals("{\"PING\":[true,\"PONG\"]}", http.get("/PING").read().text());
                }
            }
        }
    }

    @Test
    void shouldSayThatRedisIsGoneAndGoOnWhenItIsBack() {
        try (RawHttp http = fixture.connect()) {
            http.get("/SET/k/v").read();
            fixture.redis().kill();
            try {
                long start = System.nanoTime();
                RawHttp.Answer answer = http.get("/GET/k").read();

                assertEquals(503, answer.status());
                assertEquals("1", answer.headers().get("retry-after"));
                assertEquals(0, answer.body().length);
                assertTrue(Duration.ofNanos(System.nanoTime() - start).compareTo(Duration.ofSeconds(2)) < 0);
                assertEquals(503, http.get("/7/GET/k").read().status());
                assertEquals(503, http.get("/BLPOP/k/0").read().status());
                assertEquals(200, fixture.gateway().health("ready"));
                assertEquals(200, fixture.gateway().health("live"));
            } finally {
                fixture.redis().restart();
            }
            // A request waits for the next attempt to connect, so that there is none too many.
            Await.until("the gateway is connected again", LIMIT, () -> http.get("/SET/k/w").read().status() == 200);
            assertEquals("{\"GET\":\"w\"}", http.get("/GET/k").read().text());
        }
    }

    @Test
    void shouldNotLoseARequestToAConnectionThatWasCutWhileIdle() {
        fixture.get("/PING");

        fixture.redis().call("CLIENT", "KILL", "TYPE", "normal");

        try (RawHttp http = fixture.connect()) {
            Await.until("the gateway is connected again", LIMIT, () -> http.get("/PING").read().status() == 200);
        }
    }

    @Test
    void shouldAnswerInTimeWhenRedisDoesNot() {
        try (RawHttp http = fixture.connect()) {
            http.get("/SET/k/v").read();
            fixture.redis().suspend();
            try {
                RawHttp.Answer answer = http.get("/GET/k").read();

                assertEquals(504, answer.status());
                assertEquals(0, answer.body().length);
                fixture.given().get("/GET/k").then().statusCode(504).time(lessThan(5L), TimeUnit.SECONDS);
                fixture.given().get("/BLPOP/k/0.1").then().statusCode(504).time(lessThan(5L), TimeUnit.SECONDS);
                assertEquals(200, fixture.gateway().health("ready"));
            } finally {
                fixture.redis().resume();
            }
            assertEquals("{\"GET\":\"v\"}", http.get("/GET/k").read().text());
        }
    }

    @Test
    void shouldNeverSendWhatItsClientDidNotWaitFor() {
        fixture.redis().suspend();
        try {
            try (RawHttp http = fixture.connect()) {
                http.get("/9/INCR/ghost");
                Await.until("the request waits for a connection", LIMIT,
                        () -> fixture.gateway().metrics().contains("gateway_commands_in_flight 1.0"));
            }
            Await.until("the request is given up", LIMIT,
                    () -> fixture.gateway().metrics().contains("gateway_commands_in_flight 0.0"));
        } finally {
            fixture.redis().resume();
        }
        assertTrue(fixture.gateway().metrics().contains("gateway_commands_seconds_count{outcome=\"abandoned\"} 1.0"));
        assertEquals("{\"GET\":null}", fixture.get("/9/GET/ghost"));
    }

    @Test
    void shouldFailWhatIsUnderWayWhenRedisDies() {
        try (RawHttp http = fixture.connect(); RawHttp blocked = fixture.connect()) {
            http.get("/PING").read();
            blocked.get("/BLPOP/nothing/0");
            Await.until("a client is blocked", LIMIT, () -> fixture.redis().info("clients").get("blocked_clients").equals("1"));
            fixture.redis().suspend();
            http.get("/PING");
            fixture.redis().kill();
            try {
                assertEquals(503, http.read().status());
                assertEquals(503, blocked.read().status());
            } finally {
                fixture.redis().restart();
            }
            assertEquals(200, blocked.get("/PING").read().status());
        }
    }

    @Test
    void shouldCountAndMeasureCommands() {
        fixture.get("/PING");
        fixture.get("/nonsense");

        String metrics = fixture.gateway().metrics();

        assertTrue(metrics.contains("gateway_commands_seconds_count{outcome=\"ok\"}"), metrics);
        assertTrue(metrics.contains("gateway_commands_seconds_count{outcome=\"error\"}"), metrics);
        assertTrue(metrics.contains("gateway_commands_in_flight 0.0"), metrics);
        assertTrue(metrics.contains("gateway_dedicated_connections 0.0"), metrics);
        fixture.given().get("/q/metrics").then().body("q[0]", equalTo(false));
    }
}
