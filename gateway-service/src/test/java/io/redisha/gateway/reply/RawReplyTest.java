package io.redisha.gateway.reply;

import static io.redisha.gateway.reply.Given.NIL;
import static io.redisha.gateway.reply.Given.array;
import static io.redisha.gateway.reply.Given.bulk;
import static io.redisha.gateway.reply.Given.command;
import static io.redisha.gateway.reply.Given.error;
import static io.redisha.gateway.reply.Given.status;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

class RawReplyTest {

    @Test
    void shouldRenderScalars() {
        assertEquals("+OK\r\n", raw(status("OK")));
        assertEquals("-ERR x\r\n", raw(error("ERR x")));
        assertEquals(":9223372036854775807\r\n", raw(new Reply.Int(Long.MAX_VALUE)));
        assertEquals("$-1\r\n", raw(NIL));
        assertEquals("$0\r\n\r\n", raw(bulk("")));
        assertEquals("$4\r\n\u0000\u00ff\r\n\r\n", raw(bulk(0, 0xff, '\r', '\n')));
    }

    @Test
    void shouldRenderArraysWithAllTheirElements() {
        assertEquals("*0\r\n", raw(array()));
        assertEquals("*6\r\n$1\r\na\r\n$-1\r\n:1\r\n+OK\r\n-ERR x\r\n*1\r\n*0\r\n",
                raw(array("a", NIL, 1, status("OK"), error("ERR x"), array(array()))));
    }

    private static String raw(Reply reply) {
        RenderedReply rendered = new RawReply("binary/octet-stream").render(command("GET/k"), reply).orElseThrow();
        return rendered.body().toString(StandardCharsets.ISO_8859_1);
    }
}
