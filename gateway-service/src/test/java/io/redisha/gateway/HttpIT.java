package io.redisha.gateway;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.redisha.local.Await;
import io.restassured.response.ValidatableResponse;

/** HTTP itself: headers, conditions, limits, order, and what is no HTTP. */
class HttpIT {

    private static final int MAX_BODY = 100_000;

    private static GatewayFixture fixture;

    @BeforeAll
    static void start() {
        fixture = GatewayFixture.start(Map.of("QUARKUS_HTTP_LIMITS_MAX_BODY_SIZE", Integer.toString(MAX_BODY),
                "GATEWAY_LIMITS_BODY_BYTES", Integer.toString(MAX_BODY * 3 / 2)));
        fixture.get("/SET/hello/world");
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @Test
    void shouldHaveTheHeadersOfWebdisOnEveryAnswer() {
        for (String path : new String[] { "/PING", "/MULTI", "/GET/nothing.txt", "/", "/GET/k?jsonp=%0a" }) {
            assertCommonHeaders(fixture.given().get(path).then());
        }
        assertCommonHeaders(fixture.given().delete("/GET/hello").then());
    }

    @Test
    void shouldTellWhatBrowsersMayDo() {
        assertCommonHeaders(fixture.given().header("Origin", "http://x").options("/SET/k/v").then().statusCode(200)
                .header("Content-Type", equalTo("text/html")).header("Content-Length", equalTo("0")));
        assertEquals("{\"EXISTS\":0}", fixture.get("/EXISTS/k"));
        try (RawHttp http = fixture.connect()) {
            assertEquals(200, http.head("OPTIONS * HTTP/1.1", "Host: x").read().status());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "HEAD", "DELETE", "PATCH", "TRACE", "PROPFIND", "FOO" })
    void shouldServeNoOtherMethod(String method) {
        fixture.given().request(method, "/SET/method/x").then().statusCode(405).body(equalTo(""))
                .header("Allow", equalTo("GET,POST,PUT,OPTIONS"));
        assertEquals("{\"EXISTS\":0}", fixture.get("/EXISTS/method"));
    }

    @Test
    void shouldSayNotModifiedOfWhatTheClientKnows() {
        String tag = fixture.given().get("/GET/hello").then().statusCode(200).extract().header("ETag");

        assertEquals("\"8cf38afc245b7a6a88696566483d1390\"", tag);
        for (String known : new String[] { tag, "W/" + tag, "\"x\", " + tag, "*" }) {
            fixture.given().header("If-None-Match", known).get("/GET/hello").then().statusCode(304).body(equalTo(""))
                    .header("ETag", equalTo(tag));
        }
        fixture.given().header("If-None-Match", "\"x\"").get("/GET/hello").then().statusCode(200);
        fixture.given().header("If-None-Match", "*").get("/PING").then().statusCode(304);
    }

    @Test
    void shouldNeverSayNotModifiedOfAWrite() {
        fixture.given().header("If-None-Match", "*").get("/SET/hello/world").then().statusCode(200);
        fixture.given().header("If-None-Match", "*").get("/INCR/counter").then().statusCode(200);
        fixture.given().header("If-None-Match", "*").get("/EVAL/return+1/0").then().statusCode(200);
        fixture.given().header("If-None-Match", "*").get("/nonsense").then().statusCode(200);
        fixture.given().header("If-None-Match", "*").body("GET/hello").post("/").then().statusCode(200);
    }

    @Test
    void shouldAnswerPipelinedRequestsInOrder() {
        try (RawHttp http = fixture.connect()) {
            http.get("/ECHO/1").get("/BLPOP/nothing/0.3").get("/ECHO/3").get("/MULTI").get("/ECHO/5");

            assertEquals("{\"ECHO\":\"1\"}", http.read().text());
            assertEquals("{\"BLPOP\":null}", http.read().text());
            assertEquals("{\"ECHO\":\"3\"}", http.read().text());
            assertEquals(403, http.read().status());
            assertEquals("{\"ECHO\":\"5\"}", http.read().text());
        }
    }

    @Test
    void shouldKeepOrCloseConnectionsAsAsked() {
        try (RawHttp http = fixture.connect()) {
            http.get("/PING").read();
            http.head("GET /PING HTTP/1.1", "Host: x", "Connection: close").read();
            assertTrue(http.isAtEnd());
        }
        try (RawHttp http = fixture.connect()) {
            http.head("GET /PING HTTP/1.0", "Connection: Keep-Alive").read();
            assertEquals(200, http.head("GET /PING HTTP/1.0").read().status());
            assertTrue(http.isAtEnd());
        }
        try (RawHttp http = fixture.connect()) {
            assertEquals(200, http.head("GET /PING HTTP/1.1").read().status());
        }
    }

    @Test
    void shouldTakeABodyInAnyFraming() {
        try (RawHttp http = fixture.connect()) {
            http.head("POST / HTTP/1.1", "Host: x", "Transfer-Encoding: chunked", "Content-Type: no;;type")
                    .send("3\r\nECH\r\n3\r\nO/a\r\n0\r\n\r\n");
            assertEquals("{\"ECHO\":\"a\"}", http.read().text());
            http.head("PUT /ECHO HTTP/1.1", "Host: x", "expect: 100-Continue", "Content-Length: 2");
            assertEquals(100, http.read().status());
            assertEquals("{\"ECHO\":\"ab\"}", http.send("ab").read().text());
            http.head("GET /ECHO/x HTTP/1.1", "Host: x", "Content-Length: 3").send("abc");
            assertEquals("{\"ECHO\":\"x\"}", http.read().text());
            assertEquals("{\"ECHO\":\"y\"}", http.get("/ECHO/y").read().text());
        }
    }

    @Test
    void shouldRefuseABodyThatIsTooLarge() {
        try (RawHttp http = fixture.connect()) {
            http.head("PUT /SET/large HTTP/1.1", "Host: x", "Content-Length: " + (MAX_BODY + 1));
            RawHttp.Answer answer = http.read();
            assertEquals(413, answer.status());
            assertEquals("*", answer.headers().get("access-control-allow-origin"));
            assertTrue(http.isAtEnd());
        }
        try (RawHttp http = fixture.connect()) {
            http.head("PUT /SET/large HTTP/1.1", "Host: x", "Transfer-Encoding: chunked");
            String chunk = "4e20\r\n" + "x".repeat(20_000) + "\r\n";
            http.send(chunk.repeat(6));
            assertEquals(413, http.read().status());
            assertTrue(http.isAtEnd());
        }
        assertEquals("{\"EXISTS\":0}", fixture.get("/EXISTS/large"));
        fixture.given().body(new byte[MAX_BODY]).put("/SET/just").then().statusCode(200);
    }

    @Test
    void shouldTakeInNoMoreBodiesThanItCanHold() {
        byte[] part = new byte[MAX_BODY - 1];
        try (RawHttp first = fixture.connect()) {
            first.head("PUT /SET/first HTTP/1.1", "Host: x", "Content-Length: " + MAX_BODY).send(part);
            Await.until("the first body is held", Duration.ofSeconds(10),
                    () -> fixture.gateway().metrics().contains("gateway_body_bytes " + (double) part.length));
            fixture.given().body(new byte[1000]).put("/SET/small").then().statusCode(200);
            try (RawHttp second = fixture.connect()) {
                second.head("PUT /SET/second HTTP/1.1", "Host: x", "Content-Length: " + MAX_BODY).send(part);
                RawHttp.Answer answer = second.read();
                assertEquals(503, answer.status());
                assertEquals("1", answer.headers().get("retry-after"));
            }
            assertEquals(200, first.send("x").read().status());
        }
        try (RawHttp abandoned = fixture.connect()) {
            abandoned.head("PUT /SET/third HTTP/1.1", "Host: x", "Content-Length: " + MAX_BODY).send(part);
        }
        Await.until("nothing is held", Duration.ofSeconds(10),
                () -> fixture.gateway().metrics().contains("gateway_body_bytes 0.0"));
        fixture.given().body(part).put("/SET/fourth").then().statusCode(200);
    }

    @Test
    void shouldTakeARequestLineOfEightyKilobytesAndNoMore() {
        try (RawHttp http = fixture.connect()) {
            assertEquals(80_000 + "{\"ECHO\":\"\"}".length(), http.get("/ECHO/" + "x".repeat(80_000)).read().body().length);
            assertEquals(414, http.get("/ECHO/" + "x".repeat(90_000)).read().status());
            assertTrue(http.isAtEnd());
        }
        try (RawHttp http = fixture.connect()) {
            assertEquals(431, http.head("GET /PING HTTP/1.1", "Host: x", "X: " + "x".repeat(90_000)).read().status());
            assertTrue(http.isAtEnd());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "nonsense\r\n\r\n", "GET /a b HTTP/1.1\r\n\r\n", "GET /PING HTTP/1.1\r\nHost x\r\n\r\n",
            "PUT /SET/k HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
            "PUT /SET/k HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n",
            "PUT /SET/k HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
            "*1\r\n$4\r\nPING\r\n\r\n" })
    void shouldCloseOnlyTheConnectionOfMalformedHttp(String bytes) {
        try (RawHttp other = fixture.connect(); RawHttp http = fixture.connect()) {
            other.get("/PING").read();
            RawHttp.Answer answer = http.send(bytes).read();

            assertEquals(400, answer.status());
            assertFalse(answer.text().contains("xception"), answer.text());
            assertTrue(http.isAtEnd());
            assertEquals(200, other.get("/PING").read().status());
        }
    }

    @Test
    void shouldRefuseWhatIsNoTarget() {
        try (RawHttp http = fixture.connect()) {
            RawHttp.Answer answer = http.get("/GET/\u00e9").read();

            assertEquals(400, answer.status());
            assertEquals("The request target holds a byte that must be percent-encoded", answer.headers().get("gateway-error"));
            assertEquals(400, http.get("/GET/k?jsonp=alert(1)").read().status());
            assertEquals(400, http.get("/GET/k?type=text/html%0d%0aX:y").read().status());
            assertEquals(200, http.get("/PING").read().status());
        }
    }

    @Test
    void shouldNotCareForWhatIsOnlyOnTheWay() {
        try (RawHttp http = fixture.connect()) {
            http.head("GET /PING HTTP/1.1", "Host: x", "Upgrade: foo", "Connection: Upgrade", "Accept: no;;type",
                    "Authorization: Bearer x", "Cookie: ===");
            assertEquals(200, http.read().status());
            assertEquals(200, http.get("/PING").read().status());
        }
    }

    /** In its default mode it asks for an upgrade to HTTP/2. */
    @Test
    void shouldServeTheHttpClientOfJava() throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        HttpResponse<String> put = client.send(
                HttpRequest.newBuilder(fixture.uri("/SET/java")).PUT(BodyPublishers.ofString("x".repeat(50_000))).build(),
                BodyHandlers.ofString());
        HttpResponse<String> get = client.send(HttpRequest.newBuilder(fixture.uri("/GET/java.txt")).build(),
                BodyHandlers.ofString());

        assertEquals("{\"SET\":[true,\"OK\"]}", put.body());
        assertEquals("x".repeat(50_000), get.body());
        assertEquals(HttpClient.Version.HTTP_2, get.version());
    }

    @Test
    void shouldDescribeProblemsToThoseWhoAcceptThem() {
        fixture.given().header("Accept", "application/problem+json, */*").get("/MULTI").then().statusCode(403)
                .header("Content-Type", equalTo("application/problem+json")).body("status", equalTo(403))
                .body("detail", containsString("MULTI"));
    }

    private static void assertCommonHeaders(ValidatableResponse answer) {
        answer.header("Server", equalTo("Webdis"))
                .header("Allow", equalTo("GET,POST,PUT,OPTIONS"))
                .header("Access-Control-Allow-Methods", equalTo("GET,POST,PUT,OPTIONS"))
                .header("Access-Control-Allow-Origin", equalTo("*"))
                .header("Access-Control-Allow-Headers", equalTo("X-Requested-With, Content-Type, Authorization"))
                .header("Date", matchesPattern("\\w{3}, \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT"));
    }
}
