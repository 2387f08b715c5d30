package io.redisha.gateway.reply;

import static io.redisha.gateway.reply.Given.NIL;
import static io.redisha.gateway.reply.Given.array;
import static io.redisha.gateway.reply.Given.bulk;
import static io.redisha.gateway.reply.Given.command;
import static io.redisha.gateway.reply.Given.error;
import static io.redisha.gateway.reply.Given.status;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import org.junit.jupiter.api.Test;

class JsonReplyTest {

    @Test
    void shouldTellSuccessFromFailure() {
        assertEquals("{\"SET\":[true,\"OK\"]}", json("SET/k/v", status("OK")));
        assertEquals("{\"X\":[false,\"ERR unknown command 'X'\"]}", json("X", error("ERR unknown command 'X'")));
    }

    @Test
    void shouldKeepTheSpellingOfTheCommand() {
        assertEquals("{\"gEt\":\"v\"}", json("gEt/k", bulk("v")));
        assertEquals("{\"a\\\"b\\\\\":null}", json("a\"b\\/k", NIL));
    }

    @Test
    void shouldRenderScalars() {
        assertEquals("{\"INCR\":42}", json("INCR/k", new Reply.Int(42)));
        assertEquals("{\"INCR\":-9223372036854775808}", json("INCR/k", new Reply.Int(Long.MIN_VALUE)));
        assertEquals("{\"INCR\":9223372036854775807}", json("INCR/k", new Reply.Int(Long.MAX_VALUE)));
        assertEquals("{\"GET\":null}", json("GET/k", NIL));
        assertEquals("{\"GET\":\"\"}", json("GET/k", bulk("")));
    }

    @Test
    void shouldEscapeWhatJsonDemandsAndNothingElse() {
        assertEquals("{\"GET\":\"a\\u0000b\\u001F\\n\\r\\t\\b\\f\\\"\\\\/\u007f\u00e9\ud83d\ude00\"}",
                json("GET/k", bulk("a\u0000b\u001f\n\r\t\b\f\"\\/\u007f\u00e9\ud83d\ude00")));
    }

    @Test
    void shouldLoseNoByteOfWhatIsNotUtf8() {
        assertEquals("{\"GET\":{\"base64\":\"AP/+\"}}", json("GET/k", bulk(0, 0xff, 0xfe)));
        assertEquals("{\"MGET\":[\"a\",{\"base64\":\"/w==\"},\"b\"]}", json("MGET/k", array("a", bulk(0xff), "b")));
        // An overlong form, a surrogate, and a character cut off in the middle are not UTF-8 either.
        assertEquals("{\"GET\":{\"base64\":\"wIA=\"}}", json("GET/k", bulk(0xc0, 0x80)));
        assertEquals("{\"GET\":{\"base64\":\"7aCA\"}}", json("GET/k", bulk(0xed, 0xa0, 0x80)));
        assertEquals("{\"GET\":{\"base64\":\"4oI=\"}}", json("GET/k", bulk(0xe2, 0x82)));
    }

    @Test
    void shouldRenderArraysAndAnythingInThem() {
        assertEquals("{\"EVAL\":[\"a\",null,1,[\"n\",[]],\"OK\",[false,\"ERR x\"]]}",
                json("EVAL/x/0", array("a", NIL, 1, array("n", array()), status("OK"), error("ERR x"))));
        assertEquals("{\"LRANGE\":[]}", json("LRANGE/k/0/-1", array()));
    }

    @Test
    void shouldRenderAHashAsAnObject() {
        assertEquals("{\"hgetall\":{\"f\":\"v\",\"g\":{\"base64\":\"/w==\"}}}",
                json("hgetall/k", array("f", "v", "g", bulk(0xff))));
        assertEquals("{\"HGETALL\":{}}", json("HGETALL/k", array()));
        assertEquals("{\"HGETALL\":[false,\"WRONGTYPE x\"]}", json("HGETALL/k", error("WRONGTYPE x")));
    }

    @Test
    void shouldLeaveAHashFlatWhoseFieldsAreNotUtf8() {
        assertEquals("{\"HGETALL\":[{\"base64\":\"/w==\"},\"v\"]}", json("HGETALL/k", array(bulk(0xff), "v")));
    }

    @Test
    void shouldLeaveOtherPairsFlat() {
        assertEquals("{\"CONFIG\":[\"a\",\"b\"]}", json("CONFIG/GET/a", array("a", "b")));
        assertEquals("{\"ZRANGE\":[\"one\",\"1\"]}", json("ZRANGE/k/0/-1/WITHSCORES", array("one", "1")));
    }

    @Test
    void shouldRenderInfoAsAnObjectWithoutItsHeaders() {
        String info = "# Server\r\nredis_version:7.0.15\r\nexecutable:/a:b\r\n\r\n# Replication\r\nrole:master\r\nempty:\r\n";

        assertEquals("{\"INFO\":{\"redis_version\":\"7.0.15\",\"executable\":\"/a:b\",\"role\":\"master\",\"empty\":\"\"}}",
                json("INFO", bulk(info)));
    }

    @Test
    void shouldRenderStreamEntries() {
        Reply entries = array(array("1-1", array("f", "v", "f", "w")), array("1-2", array()));

        for (String name : new String[] { "XRANGE", "XREVRANGE", "XCLAIM" }) {
            assertEquals("{\"" + name + "\":[{\"id\":\"1-1\",\"msg\":{\"f\":\"v\",\"f\":\"w\"}},{\"id\":\"1-2\",\"msg\":{}}]}",
                    json(name + "/s", entries));
        }
        assertEquals("{\"XCLAIM\":[\"1-1\",\"1-2\"]}", json("XCLAIM/s/g/c/0/1-1/JUSTID", array("1-1", "1-2")));
        assertEquals("{\"XRANGE\":[]}", json("XRANGE/s/-/%2B", array()));
        assertEquals("{\"XRANGE\":[{\"id\":\"1-1\",\"msg\":[{\"base64\":\"/w==\"},\"v\"]}]}",
                json("XRANGE/s/-/%2B", array(array("1-1", array(bulk(0xff), "v")))));
    }

    @Test
    void shouldRenderStreamsByName() {
        Reply streams = array(array("s", array(array("1-1", array("f", "v")))), array("t", array(array("1-2", NIL))));

        assertEquals("{\"XREAD\":{\"s\":[{\"id\":\"1-1\",\"msg\":{\"f\":\"v\"}}],\"t\":[{\"id\":\"1-2\",\"msg\":null}]}}",
                json("XREAD/STREAMS/s/t/0/0", streams));
        assertEquals("{\"XREADGROUP\":null}", json("XREADGROUP/GROUP/g/c/STREAMS/s/>", NIL));
    }

    @Test
    void shouldRenderPendingMessages() {
        assertEquals(
                "{\"XPENDING\":{\"msgs\":2,\"idmin\":\"1-1\",\"idmax\":\"1-2\",\"msgsperconsumer\":{\"c1\":\"1\",\"c2\":\"1\"}}}",
                json("XPENDING/s/g", array(2, "1-1", "1-2", array(array("c1", "1"), array("c2", "1")))));
        assertEquals("{\"XPENDING\":{\"msgs\":0}}", json("XPENDING/s/g", array(0, NIL, NIL, NIL)));
        assertEquals("{\"XPENDING\":[{\"id\":\"1-1\",\"owner\":\"c1\",\"elapsedtime\":12,\"deliveries\":1}]}",
                json("XPENDING/s/g/-/%2B/10", array(array("1-1", "c1", 12, 1))));
        assertEquals("{\"XPENDING\":[]}", json("XPENDING/s/g/-/%2B/10", array()));
    }

    @Test
    void shouldRenderPlacesWithDetails() {
        Reply places = array(array("Palermo", "190.4424", 3479099956230698L, array("13.3", "38.1")));

        assertEquals("{\"GEORADIUS\":[{\"name\":\"Palermo\",\"dist\":\"190.4424\",\"hash\":3479099956230698,"
                + "\"coords\":[\"13.3\",\"38.1\"]}]}", json("GEORADIUS/k", places));
        assertEquals("{\"GEORADIUSBYMEMBER\":[\"Palermo\"]}", json("GEORADIUSBYMEMBER/k", array("Palermo")));
        assertEquals("{\"GEOSEARCH\":[[\"Palermo\",\"1\"]]}", json("GEOSEARCH/k", array(array("Palermo", "1"))));
    }

    @Test
    void shouldHandTheObjectToACallback() {
        RenderedReply rendered = new JsonReply("application/json", Optional.of("a.b")).render(command("GET/k"), bulk("v"))
                .orElseThrow();

        assertEquals("a.b({\"GET\":\"v\"});\n", rendered.body().toString());
        assertEquals("application/javascript", rendered.contentType());
    }

    private static String json(String path, Reply reply) {
        RenderedReply rendered = new JsonReply("application/json", Optional.empty()).render(command(path), reply).orElseThrow();
        assertEquals("application/json", rendered.contentType());
        return rendered.body().toString(StandardCharsets.UTF_8);
    }
}
