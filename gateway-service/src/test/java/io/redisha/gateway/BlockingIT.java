package io.redisha.gateway;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.redisha.local.Await;

/** Commands that wait: they hold up nobody, nothing is taken for a client that has gone, and there are not too many. */
class BlockingIT {

    private static final int CONNECTIONS = 20;
    private static final int REQUESTS = 5;
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static GatewayFixture fixture;

    @BeforeAll
    static void start() {
        // One event loop: what could be held up would be, and the limit of each is that of all.
        fixture = GatewayFixture.start(Map.of("QUARKUS_VERTX_EVENT_LOOPS_POOL_SIZE", "1",
                "GATEWAY_LIMITS_DEDICATED_CONNECTIONS", Integer.toString(CONNECTIONS),
                "GATEWAY_LIMITS_WAITING_REQUESTS", Integer.toString(REQUESTS),
                "GATEWAY_TIMEOUT", "2s"));
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @Test
    void shouldHandOverWhatComes() {
        try (RawHttp http = fixture.connect()) {
            http.get("/BLPOP/queue/0");
            awaitBlocked(1);

            fixture.redis().call("RPUSH", "queue", "job");

            assertEquals("{\"BLPOP\":[\"queue\",\"job\"]}", http.read().text());
        }
        awaitBlocked(0);
    }

    @Test
    void shouldWaitAsLongAsTheCommandSays() {
        // Longer than GATEWAY_TIMEOUT: that is on top of the command's own.
        fixture.given().get("/BLPOP/nothing/2.5").then().statusCode(200).body("BLPOP", equalTo(null));
        fixture.given().get("/XREAD/BLOCK/100/STREAMS/nothing/$").then().statusCode(200).body("XREAD", equalTo(null));
    }

    @Test
    void shouldTakeNothingForAClientThatHasGone() {
        try (RawHttp http = fixture.connect()) {
            http.get("/BLPOP/abandoned/0");
            awaitBlocked(1);
        }
        awaitBlocked(0);

        fixture.redis().call("RPUSH", "abandoned", "job");

        assertEquals("{\"LRANGE\":[\"job\"]}", fixture.get("/LRANGE/abandoned/0/-1"));
    }

    @Test
    void shouldServeOthersWhileAllConnectionsAreTaken() {
        List<RawHttp> blocked = new ArrayList<>();
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                blocked.add(fixture.connect().get("/BLPOP/busy/0"));
            }
            awaitBlocked(CONNECTIONS);

            fixture.given().get("/BLPOP/busy/0").then().statusCode(503).header("Retry-After", equalTo("1")).body(equalTo(""));
            for (int i = 0; i < 20; i++) {
                fixture.given().get("/PING").then().statusCode(200).time(lessThan(1000L));
            }
        } finally {
            blocked.forEach(RawHttp::close);
        }
        awaitBlocked(0);
    }

    @Test
    void shouldLetNoMoreRequestsWaitThanTheLimit() {
        List<RawHttp> waiting = new ArrayList<>();
        fixture.get("/PING");
        fixture.redis().suspend();
        try {
            for (int i = 0; i < REQUESTS; i++) {
                waiting.add(fixture.connect().get("/ECHO/" + i));
            }
            Await.until("all wait", LIMIT,
                    () -> fixture.gateway().metrics().contains("gateway_commands_in_flight " + (double) REQUESTS));
            fixture.given().get("/PING").then().statusCode(503).header("Retry-After", equalTo("1")).time(lessThan(1000L));
            fixture.redis().resume();
            for (int i = 0; i < REQUESTS; i++) {
                assertEquals("{\"ECHO\":\"" + i + "\"}", waiting.get(i).read().text());
            }
        } finally {
            fixture.redis().resume();
            waiting.forEach(RawHttp::close);
        }
    }

    @Test
    void shouldGiveLargeCommandsAConnectionOfTheirOwn() {
        long before = connectionsReceived();

        fixture.given().body(new byte[2 * 1024 * 1024]).put("/SET/large").then().statusCode(200);
        fixture.given().body(new byte[1024]).put("/SET/small").then().statusCode(200);

        // One for the command, one for this question.
        assertEquals(before + 2, connectionsReceived());
        assertEquals("{\"STRLEN\":2097152}", fixture.get("/STRLEN/large"));
    }

    private static long connectionsReceived() {
        return Long.parseLong(fixture.redis().info("stats").get("total_connections_received"));
    }

    private static void awaitBlocked(int clients) {
        Await.until(clients + " clients are blocked", LIMIT,
                () -> fixture.redis().info("clients").get("blocked_clients").equals(Integer.toString(clients)));
    }
}
