package io.redisha.gateway;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.redisha.local.Reply;

/** What a Webdis user does: commands in, replies out, in every format. */
class CommandsIT {

    private static GatewayFixture fixture;

    @BeforeAll
    static void start() {
        fixture = GatewayFixture.start(Map.of("GATEWAY_LIMITS_DATABASES", "2"));
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @Test
    void shouldPing() {
        assertEquals("{\"PING\":[true,\"PONG\"]}", fixture.get("/PING"));
    }

    @Test
    void shouldListModules() {
        assertEquals("{\"MODULE\":[]}", fixture.get("/MODULE/LIST"));
    }

    @Test
    void shouldTellTheRole() {
        fixture.given().get("/INFO/replication").then().statusCode(200).body("INFO.role", equalTo("master"));
        assertTrue(fixture.get("/INFO/replication.txt").contains("role:master"));
    }

    static Stream<Arguments> formats() {
        return Stream.of(
                arguments("", "application/json", "{\"GET\":\"wor<l>d\"}"),
                arguments(".json", "application/json", "{\"GET\":\"wor<l>d\"}"),
                arguments(".js", "application/javascript", "{\"GET\":\"wor<l>d\"}"),
                arguments(".raw", "binary/octet-stream", "$7\r\nwor<l>d\r\n"),
                arguments(".txt", "text/plain", "wor<l>d"),
                arguments(".html", "text/html", "wor<l>d"),
                arguments(".xhtml", "application/xhtml+xml", "wor<l>d"),
                arguments(".xml", "text/xml", "wor<l>d"),
                arguments(".css", "text/css", "wor<l>d"),
                arguments(".png", "image/png", "wor<l>d"),
                arguments(".jpg", "image/jpeg", "wor<l>d"),
                arguments(".jpeg", "image/jpeg", "wor<l>d"),
                arguments(".bin", "binary/octet-stream", "wor<l>d"),
                arguments("?type=application/pdf", "application/pdf", "wor<l>d"),
                arguments(".png?type=text/foo", "text/foo", "wor<l>d"),
                arguments("?jsonp=cb", "application/javascript", "cb({\"GET\":\"wor<l>d\"});\n"),
                arguments(".js?callback=a.b", "application/javascript", "a.b({\"GET\":\"wor<l>d\"});\n"));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void shouldAnswerInTheFormatThatIsAskedFor(String suffix, String contentType, String body) {
        fixture.get("/SET/hello/wor%3Cl%3Ed");

        fixture.given().get("/GET/hello" + suffix).then().statusCode(200)
                .header("Content-Type", equalTo(contentType))
                .header("Content-Length", equalTo(Integer.toString(body.length())))
                .body(equalTo(body));
    }

    @Test
    void shouldNameAFile() {
        fixture.get("/SET/file/x");

        fixture.given().get("/GET/file.bin?filename=%C3%A9%22.bin").then().statusCode(200).header("Content-Disposition",
                equalTo("attachment; filename=\"_\\\".bin\"; filename*=UTF-8''%C3%A9%22.bin"));
    }

    @Test
    void shouldTakeACommandFromABody() {
        fixture.given().body("SET/k/a?b+c%2Fd").contentType("application/x-www-form-urlencoded").post("/").then()
                .statusCode(200).body("SET[1]", equalTo("OK"));
        fixture.given().body("/GET/k.txt").post("/whatever").then().statusCode(200).contentType("text/plain")
                .body(equalTo("a?b c/d"));
        fixture.given().body("GET/k").post("/?type=text/foo").then().statusCode(200).contentType("text/foo");
    }

    @Test
    void shouldReturnAnUploadedPictureByteForByte() {
        byte[] picture = randomBytes(50_000);

        fixture.given().body(picture).put("/SET/picture").then().statusCode(200).body("SET[1]", equalTo("OK"));

        byte[] answer = fixture.given().get("/GET/picture.png").then().statusCode(200)
                .header("Content-Type", equalTo("image/png")).extract().asByteArray();
        assertArrayEquals(picture, answer);
    }

    @Test
    void shouldCarryTenMegabytes() {
        byte[] value = randomBytes(10 * 1024 * 1024);

        fixture.given().body(value).put("/SETEX/large/60").then().statusCode(200);

        assertArrayEquals(value, fixture.given().get("/GET/large.bin").then().statusCode(200).extract().asByteArray());
        assertEquals(0, fixture.gateway().metrics().lines().filter(line -> line.startsWith("gateway_body_bytes "))
                .mapToDouble(line -> Double.parseDouble(line.split(" ")[1])).sum());
    }

    @Test
    void shouldTakeAnEmptyUpload() {
        fixture.given().put("/SET/empty").then().statusCode(200).body("SET[1]", equalTo("OK"));
        fixture.given().body("text").put("/ECHO").then().statusCode(200).body("ECHO", equalTo("text"));

        assertEquals("{\"GET\":\"\"}", fixture.get("/GET/empty"));
    }

    @Test
    void shouldServeLists() {
        assertEquals("{\"RPUSH\":3}", fixture.get("/RPUSH/list/a/b/a"));
        assertEquals("{\"LRANGE\":[\"a\",\"b\",\"a\"]}", fixture.get("/LRANGE/list/0/-1"));
        assertEquals("a, b, a", fixture.get("/LRANGE/list/0/-1.txt?sep=,+"));
        assertEquals("{\"LREM\":1}", fixture.get("/LREM/list/1/a"));
        assertEquals("{\"LPOP\":\"b\"}", fixture.get("/LPOP/list"));
        assertEquals("{\"RPOP\":\"a\"}", fixture.get("/RPOP/list"));
        assertEquals("{\"RPOP\":null}", fixture.get("/RPOP/list"));
    }

    @Test
    void shouldServeStreams() {
        fixture.get("/XADD/stream/1-1/f/v");
        fixture.get("/XADD/stream/1-2/g/w");

        assertEquals("{\"XRANGE\":[{\"id\":\"1-1\",\"msg\":{\"f\":\"v\"}},{\"id\":\"1-2\",\"msg\":{\"g\":\"w\"}}]}",
                fixture.get("/XRANGE/stream/-/%2B"));
        assertEquals("{\"XREAD\":{\"stream\":[{\"id\":\"1-2\",\"msg\":{\"g\":\"w\"}}]}}",
                fixture.get("/XREAD/STREAMS/stream/1-1"));
        fixture.get("/XGROUP/CREATE/stream/g/0");
        fixture.get("/XREADGROUP/GROUP/g/c/STREAMS/stream/%3E");
        fixture.given().get("/XPENDING/stream/g").then().body("XPENDING.msgs", equalTo(2))
                .body("XPENDING.msgsperconsumer.c", equalTo("2"));
    }

    @Test
    void shouldServeHashesAndPlaces() {
        fixture.get("/HSET/hash/f/v/g/w");
        fixture.get("/GEOADD/places/13.361389/38.115556/Palermo");

        assertEquals("{\"HGETALL\":{\"f\":\"v\",\"g\":\"w\"}}", fixture.get("/HGETALL/hash"));
        fixture.given().get("/GEORADIUS/places/13/38/100/km/WITHDIST/WITHCOORD").then()
                .body("GEORADIUS[0].name", equalTo("Palermo")).body("GEORADIUS[0].coords.size()", equalTo(2));
    }

    @Test
    void shouldGiveErrorsOfRedisAsReplies() {
        assertEquals("{\"GET\":[false,\"ERR wrong number of arguments for 'get' command\"]}", fixture.get("/GET"));
        fixture.given().get("/nonsense/x").then().statusCode(200).body("nonsense[0]", equalTo(false));
        fixture.get("/SET/string/x");
        assertTrue(fixture.get("/LPUSH/string/y.txt").startsWith("-WRONGTYPE"));
        assertTrue(fixture.get("/LPUSH/string/y.raw").startsWith("-WRONGTYPE"));
    }

    @Test
    void shouldHaveNoPageForNil() {
        assertEquals("{\"GET\":null}", fixture.get("/GET/nothing"));
        assertEquals("$-1\r\n", fixture.get("/GET/nothing.raw"));
        fixture.given().get("/GET/nothing.html").then().statusCode(404).body(equalTo("")).header("ETag", equalTo(null));
        fixture.given().get("/GET/nothing?type=a/b").then().statusCode(404);
    }

    @Test
    void shouldRenderRepliesOfScriptsWhole() {
        String script = "/EVAL/return+{1,'a',false,{err='ERR+x'},{ok='fine'},{2,{'n'}}}/0";

        assertEquals("{\"EVAL\":[1,\"a\",null,[false,\"ERR x\"],\"fine\",[2,[\"n\"]]]}", answerTo(script));
        assertEquals("*6\r\n:1\r\n$1\r\na\r\n$-1\r\n-ERR x\r\n+fine\r\n*2\r\n:2\r\n*1\r\n$1\r\nn\r\n",
                answerTo(script + ".raw"));
    }

    @Test
    void shouldSurviveRepliesThatNestTooDeep() {
        String nest = "EVAL/local+t={}+for+i=1,%d+do+t={t}+end+return+t/0";

        fixture.given().body(nest.formatted(100)).post("/").then().statusCode(200);
        fixture.given().body(nest.formatted(5000)).post("/").then().statusCode(502);
        assertEquals("{\"PING\":[true,\"PONG\"]}", fixture.get("/PING"));
    }

    @Test
    void shouldKeepAllBytes() {
        fixture.get("/SET/binary/%00%ff%0d%0a%fe");

        Reply stored = fixture.redis().call("STRLEN", "binary");
        assertEquals("5", stored.text());
        assertArrayEquals(new byte[] { 0, (byte) 0xff, '\r', '\n', (byte) 0xfe },
                fixture.given().get("/GET/binary.bin").asByteArray());
        assertEquals("{\"MGET\":[{\"base64\":\"AP8NCv4=\"},null]}", fixture.get("/MGET/binary/nothing"));
    }

    @Test
    void shouldTakeTargetsThatAreNoStrictUri() {
        assertEquals("{\"SET\":[true,\"OK\"]}", answerTo("/SET/json/{\"a\":[1|2^]}<>\\"));
        assertEquals("{\"a\":[1|2^]}<>\\", fixture.get("/GET/json.txt"));
        assertEquals("{\"SET\":[true,\"OK\"]}", answerTo("/SET/percent/100%"));
        assertEquals("100%", fixture.get("/GET/percent.txt"));
        assertEquals("{\"KEYS\":[\"json\"]}", answerTo("/KEYS/js[no]n"));
        assertEquals("{\"GET\":\"100%\"}", answerTo("http://host/GET/percent#x"));
        assertEquals("{\"SET\":[true,\"OK\"]}", answerTo("/SET/../dots"));
        assertEquals("{\"GET\":\"dots\"}", answerTo("/GET/.."));
        assertEquals("{\"SET\":[true,\"OK\"]}", answerTo("/SET//no+key"));
        assertEquals("{\"GET\":\"no key\"}", answerTo("/GET/"));
        assertEquals("{\"SET\":[true,\"OK\"]}", answerTo("/SET/a;b=c/d;e"));
        assertEquals("{\"GET\":\"d;e\"}", answerTo("//GET/a;b=c"));
        assertEquals("{\"ECHO\":\"q/health\"}", answerTo("/ECHO/q%2fhealth"));
        fixture.given().get("/q/health").then().body("q[0]", equalTo(false));
    }

    @Test
    void shouldServeTheDatabaseOfThePrefix() {
        fixture.get("/7/SET/here/seven");
        fixture.get("/SET/here/zero");
        fixture.given().body("6").put("/6/SET/here").then().statusCode(200);
        fixture.given().body("5/SET/here/five").post("/").then().statusCode(200);

        assertEquals("seven", fixture.get("/7/GET/here.txt"));
        assertEquals("zero", fixture.get("/0/GET/here.txt"));
        assertEquals("zero", fixture.get("/GET/here.txt"));
        assertEquals("6", fixture.get("/6/GET/here.txt"));
        assertEquals("five", fixture.get("/5/GET/here.txt"));
        fixture.get("/7/RPUSH/queue/job");
        assertEquals("{\"BLPOP\":[\"queue\",\"job\"]}", fixture.get("/7/BLPOP/queue/1"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "16", "99", "99999999999999999999" })
    void shouldNeverWriteIntoAnotherDatabase(String database) {
        String key = "stray" + database;

        fixture.given().get("/" + database + "/SET/" + key + "/x").then().statusCode(200).body("SET[0]", equalTo(false))
                .body("SET[1]", containsString("out of range"));
        fixture.given().get("/" + database + "/BLPOP/" + key + "/1").then().body("BLPOP[0]", equalTo(false));

        assertEquals("0", fixture.redis().call("EXISTS", key).text());
    }

    @Test
    void shouldNotLetARequestChangeASharedConnection() {
        for (String path : new String[] { "/MULTI", "/exec", "/SELECT/1", "/MONITOR", "/SUBSCRIBE/c", "/HELLO/3", "/QUIT",
                "/CLIENT/REPLY/OFF", "/PSYNC/x/1" }) {
            fixture.given().get(path).then().statusCode(403).body(equalTo("")).header("Gateway-Error", containsString(" "));
        }
        for (String path : new String[] { "/", "/7/", "//" }) {
            fixture.given().get(path).then().statusCode(403);
        }
        fixture.given().post("/").then().statusCode(403);
        assertEquals("{\"PING\":[true,\"PONG\"]}", fixture.get("/PING"));
    }

    @Test
    void shouldNameItsConnections() {
        fixture.get("/PING");

        assertTrue(fixture.redis().call("CLIENT", "LIST").text().contains(" name=gateway-service "));
    }

    /** To a target that a well-behaved client would not send. */
    private static String answerTo(String target) {
        try (RawHttp http = fixture.connect()) {
            RawHttp.Answer answer = http.get(target).read();
            assertEquals(200, answer.status(), () -> target + " " + answer.headers());
            return answer.text();
        }
    }

    private static byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        new Random(42).nextBytes(bytes);
        return bytes;
    }
}
