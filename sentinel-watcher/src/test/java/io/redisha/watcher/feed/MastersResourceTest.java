package io.redisha.watcher.feed;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.redisha.local.Await;
import io.redisha.watcher.EventStream;
import io.redisha.watcher.redis.Address;
import io.redisha.watcher.sentinel.ReplicaState;

/** The contract of the feed, byte for byte where it matters. */
@QuarkusTest
@TestProfile(FeedProfile.class)
class MastersResourceTest {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Instant START = Instant.parse("2026-01-02T03:00:00Z");
    private static final Instant CHANGE = Instant.parse("2026-01-02T03:04:05.678Z");

    @Inject
    MasterFeed feed;

    @TestHTTPResource("/masters/mymaster/events")
    URI events;

    @BeforeEach
    void forget() {
        feed.publish(MasterState.unknown("mymaster", START));
        feed.publish(MasterState.unknown("other", START));
    }

    @Test
    void shouldServeExactlyTheContract() throws IOException {
        feed.publish(agreed());

        JsonNode served = read(given().get("/masters/mymaster").then().statusCode(200).contentType("application/json").extract()
                .body().asString());

        assertEquals(golden(), served);
        assertEquals(fieldNames(golden()), fieldNames(served));
    }

    @Test
    void shouldServeExactlyTheContractWhileSwitching() throws IOException {
        feed.publish(agreed().close(CHANGE.plusSeconds(1)));

        JsonNode served = read(given().get("/masters/mymaster").then().statusCode(200).extract().body().asString());

        assertEquals(golden("master-event-switching.json"), served);
    }

    @Test
    void shouldServeNullsBeforeThereIsAMaster() {
        given().get("/masters/mymaster").then().statusCode(200).body("phase", equalTo("unknown")).body("host", nullValue())
                .body("port", nullValue()).body("epoch", nullValue()).body("$", hasKey("epoch"))
                .body("generation", equalTo(0)).body("since", equalTo("2026-01-02T03:00:00Z")).body("confirmed", equalTo(true));
    }

    @Test
    void shouldListAllMastersInTheOrderOfTheConfiguration() {
        given().get("/masters").then().statusCode(200).body("name", contains("mymaster", "other"));
    }

    @Test
    void shouldNotFindWhatIsNotWatched() {
        for (String path : List.of("/masters/nobody", "/masters/nobody/events", "/masters/my%20master")) {
            given().urlEncodingEnabled(false).get(path).then().statusCode(404).contentType("application/json").body("error",
                    equalTo("no master of this name is watched"));
        }
    }

    @Test
    void shouldAnswer304AsLongAsNothingHasChanged() {
        String tag = given().get("/masters/mymaster").then().extract().header("ETag");

        for (String known : List.of(tag, "W/" + tag, "\"other\", " + tag, "*")) {
            given().header("If-None-Match", known).get("/masters/mymaster").then().statusCode(304).header("ETag", tag)
                    .body(equalTo(""));
        }
        given().header("If-None-Match", "\"other\"").get("/masters/mymaster").then().statusCode(200);
        feed.publish(agreed());
        given().header("If-None-Match", tag).get("/masters/mymaster").then().statusCode(200).body("host",
                equalTo("redis-1.redis"));
        given().header("If-None-Match", tag).get("/masters").then().statusCode(200);
    }

    @Test
    void shouldSendThePresentStateAtOnceAndThenEachChange() throws IOException {
        try (EventStream stream = EventStream.open(events)) {
            EventStream.Event first = stream.next(LIMIT);
            assertEquals("unknown", first.json().get("phase").asText());
            assertEquals("0", first.id());

            feed.publish(agreed());

            EventStream.Event change = stream.next(LIMIT);
            assertEquals("master", change.name());
            assertEquals("2", change.id());
            assertEquals(golden(), change.json());
            assertEquals(1, feed.followers("mymaster"));
            assertEquals(0, feed.followers("other"));
        }
        Await.until("the follower is forgotten", LIMIT, () -> {
            feed.heartbeat();
            return feed.followers("mymaster") == 0;
        });
    }

    @Test
    void shouldSendASignOfLifeAndNoEventWhenOnlyNumbersChange() {
        try (EventStream stream = EventStream.open(events)) {
            stream.next(LIMIT);

            feed.publish(MasterState.unknown("mymaster", START).with(new MasterState.SentinelCounts(3, 1, 1, 2), List.of()));
            Await.until("signs of life", LIMIT, () -> {
                feed.heartbeat();
                return stream.comments() >= 3;
            });

            assertTrue(stream.poll(Duration.ZERO).isEmpty());
        }
    }

    @Test
    void shouldRefuseWhatIsNotServed() {
        given().post("/masters").then().statusCode(405);
        given().get("/nothing").then().statusCode(404);
    }

    private static MasterState agreed() {
        return MasterState.unknown("mymaster", START).follow(new Address("redis-0.redis", 6379), 6, false, true, START)
                .follow(new Address("redis-1.redis", 6379), 7, false, true, CHANGE)
                .with(new MasterState.SentinelCounts(3, 3, 2, 2),
                        List.of(new MasterState.Replica("redis-0.redis", 6379, ReplicaState.DOWN),
                                new MasterState.Replica("redis-2.redis", 6379, ReplicaState.ONLINE)));
    }

    private static JsonNode golden() throws IOException {
        return golden("master-event.json");
    }

    private static JsonNode golden(String name) throws IOException {
        try (InputStream file = MastersResourceTest.class.getResourceAsStream("/contract/" + name)) {
            return new ObjectMapper().readTree(file);
        }
    }

    private static JsonNode read(String json) throws IOException {
        return new ObjectMapper().readTree(json);
    }

    private static List<String> fieldNames(JsonNode object) {
        Iterable<String> names = object::fieldNames;
        return StreamSupport.stream(names.spliterator(), false).toList();
    }
}
