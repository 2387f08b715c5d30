package io.redisha.chain;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.redisha.local.Await;
import io.redisha.local.Chain;
import io.redisha.local.RedisNode;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;

/** What a user of the HTTP address finds, and what becomes of the data. */
class ChainIT {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static Chain chain;

    @BeforeAll
    static void start() {
        chain = Chain.builder().start();
        RestAssured.port = chain.gateway().servicePort();
    }

    @AfterAll
    static void stop() {
        chain.close();
    }

    private static RequestSpecification http() {
        return given().urlEncodingEnabled(false);
    }

    private static void expect(String path, String body) {
        http().get(path).then().statusCode(200).body(equalTo(body));
    }

    @Test
    void shouldReachTheMaster() {
        expect("/PING", "{\"PING\":[true,\"PONG\"]}");
        http().get("/MODULE/LIST").then().statusCode(200).body(startsWith("{\"MODULE\":["));
        http().get("/INFO/replication.txt").then().statusCode(200).body(containsString("role:master"));
    }

    @Test
    void shouldShowAValueInEachFormat() {
        expect("/SET/greeting/hello", "{\"SET\":[true,\"OK\"]}");
        http().get("/GET/greeting").then().contentType("application/json").body(equalTo("{\"GET\":\"hello\"}"));
        http().get("/GET/greeting.json").then().contentType("application/json").body(equalTo("{\"GET\":\"hello\"}"));
        http().get("/GET/greeting.raw").then().contentType("binary/octet-stream").body(equalTo("$5\r\nhello\r\n"));
        http().get("/GET/greeting.txt").then().contentType(startsWith("text/plain")).body(equalTo("hello"));
        http().get("/GET/greeting.html").then().contentType(startsWith("text/html"));
        assertEquals("hello", http().get("/GET/greeting.html").asString());
        http().get("/GET/greeting.xml").then().contentType(startsWith("text/xml"));
        assertEquals("hello", http().get("/GET/greeting.xml").asString());
    }

    @Test
    void shouldGiveAPictureBackByteForByte() {
        byte[] picture = new byte[300_000];
        new Random(7).nextBytes(picture);
        http().contentType("image/png").body(picture).put("/SET/logo.png").then().statusCode(200);
        // The extension is a format, not a part of the key.
        byte[] back = http().get("/GET/logo.png").then().statusCode(200).contentType("image/png").extract().asByteArray();
        assertArrayEquals(picture, back);
    }

    @Test
    void shouldCarryStreamsAndLists() {
        http().get("/DEL/stream/list").then().statusCode(200);
        expect("/XADD/stream/1-1/field/value", "{\"XADD\":\"1-1\"}");
        // A plus sign is a blank, as in every query: the last ID of a range is written %2B.
        expect("/XRANGE/stream/-/%2B", "{\"XRANGE\":[{\"id\":\"1-1\",\"msg\":{\"field\":\"value\"}}]}");
        expect("/RPUSH/list/a/b/c/b", "{\"RPUSH\":4}");
        expect("/LRANGE/list/0/-1", "{\"LRANGE\":[\"a\",\"b\",\"c\",\"b\"]}");
        expect("/LREM/list/1/b", "{\"LREM\":1}");
        expect("/LPOP/list", "{\"LPOP\":\"a\"}");
        expect("/RPOP/list", "{\"RPOP\":\"b\"}");
    }

    @Test
    void shouldReplicateWhatWasWritten() {
        http().get("/SET/replicated/yes").then().statusCode(200);
        for (RedisNode replica : chain.cluster().replicas()) {
            Await.until("the value on " + replica, SOON, () -> "yes".equals(replica.call("GET", "replicated").text()));
            assertTrue(replica.call("SET", "replicated", "no").text().startsWith("READONLY "));
        }
    }

    @Test
    void shouldShowTheProxyInTheClientList() {
        http().get("/CLIENT/LIST.txt").then().body(containsString("name=proxy-service:"))
                .body(not(containsString("Exception")));
    }
}
