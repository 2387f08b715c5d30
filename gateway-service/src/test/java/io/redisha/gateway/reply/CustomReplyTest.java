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

import io.redisha.gateway.request.Extension;
import io.redisha.gateway.request.ReplyOptions;
import io.vertx.core.buffer.Buffer;

class CustomReplyTest {

    @Test
    void shouldRenderTheBytesOfScalars() {
        assertEquals("\u0000\u00ff", text(bulk(0, 0xff), ""));
        assertEquals("+OK", text(status("OK"), ""));
        assertEquals("-ERR x", text(error("ERR x"), ""));
        assertEquals("42", text(new Reply.Int(42), ""));
        assertEquals("", text(bulk(""), ""));
    }

    @Test
    void shouldHaveNoFormForNil() {
        assertEquals(Optional.empty(), new CustomReply("text/plain", Buffer.buffer()).render(command("GET/k"), NIL));
    }

    @Test
    void shouldJoinTheValuesOfAnArray() {
        assertEquals("ab", text(array("a", "b"), ""));
        assertEquals("1, a, 2", text(array(1, NIL, "a", array("nested"), 2), ", "));
        assertEquals("a", text(array(NIL, "a"), ","));
        assertEquals(",", text(array("", ""), ","));
        assertEquals("", text(array(), ","));
    }

    @Test
    void shouldBeChosenByAContentTypeWhateverTheExtension() {
        ReplyOptions options = ReplyOptions.parse("type=a/b");

        assertEquals(new CustomReply("a/b", Buffer.buffer()), ReplyFormat.of(Optional.of(Extension.RAW), options));
        assertEquals(new CustomReply("a/b", Buffer.buffer()), ReplyFormat.of(Optional.empty(), options));
    }

    @Test
    void shouldBeChosenByAnExtension() {
        ReplyOptions options = ReplyOptions.parse("sep=,");

        assertEquals(new CustomReply("image/jpeg", Buffer.buffer(",")), ReplyFormat.of(Optional.of(Extension.JPG), options));
        assertEquals(new RawReply("binary/octet-stream"), ReplyFormat.of(Optional.of(Extension.RAW), options));
        assertEquals(new JsonReply("application/json", Optional.empty()), ReplyFormat.of(Optional.empty(), options));
        assertEquals(new JsonReply("application/javascript", Optional.empty()),
                ReplyFormat.of(Optional.of(Extension.JS), options));
    }

    private static String text(Reply reply, String separator) {
        RenderedReply rendered = new CustomReply("text/plain", Buffer.buffer(separator)).render(command("GET/k"), reply)
                .orElseThrow();
        assertEquals("text/plain", rendered.contentType());
        return rendered.body().toString(StandardCharsets.ISO_8859_1);
    }
}
