package io.redisha.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.redisha.local.Await;
import io.redisha.local.HaCluster;
import io.redisha.local.Ports;
import io.redisha.local.ServiceProcess;

/** The start that is refused, and the end that loses nothing. */
class LifecycleIT {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    @ParameterizedTest
    @CsvSource({ "GATEWAY_WEBDIS_CONFIG, /etc/webdis.json", "GATEWAY_TOKENS, secret-token",
            "GATEWAY_TOKENS_FILE, /etc/tokens" })
    void shouldNotStartWithAccessRulesThatItCannotEnforce(String variable, String value)
            throws InterruptedException, ExecutionException, TimeoutException, IOException {
        try (ServiceProcess gateway = GatewayFixture.process("127.0.0.1:" + Ports.free(), Map.of(variable, value))) {
            assertNotEquals(0, gateway.exit().get(LIMIT.toSeconds(), TimeUnit.SECONDS));

            String log = Files.readString(gateway.logFile());
            assertTrue(log.contains(variable + " is set, but this version cannot enforce access rules yet"), log);
            assertTrue(!log.contains("\tat ") && !log.contains("secret-token"), log);
        }
    }

    @Test
    void shouldNotStartWithoutLimits() throws InterruptedException, ExecutionException, TimeoutException, IOException {
        try (ServiceProcess gateway = GatewayFixture.process("127.0.0.1:" + Ports.free(), Map.of("GATEWAY_TIMEOUT", "0s"))) {
            assertNotEquals(0, gateway.exit().get(LIMIT.toSeconds(), TimeUnit.SECONDS));
            assertTrue(Files.readString(gateway.logFile()).contains("GATEWAY_TIMEOUT must be greater than zero"));
        }
    }

    @Test
    void shouldAuthenticate() {
        try (HaCluster cluster = HaCluster.builder().redisPorts(Ports.free()).sentinelPorts().redisPassword("s/e:c@r").start();
                ServiceProcess gateway = GatewayFixture.process(cluster.master().address(),
                        Map.of("QUARKUS_REDIS_PASSWORD", "s/e:c@r"));
                ServiceProcess stranger = GatewayFixture.process(cluster.master().address(), Map.of())) {
            gateway.awaitReady(LIMIT);
            stranger.awaitLive(LIMIT);
            try (RawHttp http = RawHttp.connect(gateway.servicePort());
                    RawHttp strange = RawHttp.connect(stranger.servicePort())) {
                assertEquals("{\"GET\":null}", http.get("/GET/k").read().text());
                assertEquals("{\"GET\":null}", http.get("/7/GET/k").read().text());
                assertEquals("{\"GET\":[false,\"NOAUTH Authentication required.\"]}", strange.get("/GET/k").read().text());
            }
            assertEquals(503, stranger.health("ready"));
        }
    }

    @Test
    void shouldDrain() throws InterruptedException, ExecutionException, TimeoutException, IOException {
        try (GatewayFixture fixture = GatewayFixture.start(Map.of("QUARKUS_SHUTDOWN_DELAY", "2s"));
                RawHttp blocked = fixture.connect();
                RawHttp late = fixture.connect();
                RawHttp other = fixture.connect()) {
            late.get("/PING").read();
            other.get("/PING").read();
            blocked.get("/BLPOP/nothing/0");
            Await.until("a client is blocked", LIMIT, () -> fixture.redis().info("clients").get("blocked_clients").equals("1"));

            long start = System.nanoTime();
            CompletableFuture<Void> terminated = CompletableFuture.runAsync(fixture.gateway()::terminate);

            assertEquals(503, blocked.read().status());
            assertEquals(503, late.get("/BLPOP/nothing/0").read().status());
            assertEquals(200, other.get("/PING").read().status());
            assertTrue(other.isAtEnd());
            Await.until("the gateway is not ready", LIMIT, () -> fixture.gateway().health("ready") == 503);
            assertEquals(143, fixture.gateway().exit().get(LIMIT.toSeconds(), TimeUnit.SECONDS));
            assertTrue(Duration.ofNanos(System.nanoTime() - start).compareTo(LIMIT) < 0);
            terminated.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            String log = Files.readString(fixture.gateway().logFile());
            assertTrue(!log.contains("\tat "), log);
        }
    }
}
