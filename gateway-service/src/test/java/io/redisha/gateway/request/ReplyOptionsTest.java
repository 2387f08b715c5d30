package io.redisha.gateway.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.vertx.core.buffer.Buffer;

class ReplyOptionsTest {

    @Test
    void shouldReadAllParameters() {
        ReplyOptions options = ReplyOptions.parse("type=application/pdf&jsonp=a.b_c$1&sep=%2C+&filename=r%C3%A9sum%C3%A9.pdf");

        assertEquals(new ReplyOptions(Optional.of("application/pdf"), Optional.of("a.b_c$1"), Buffer.buffer(", "),
                Optional.of("r\u00e9sum\u00e9.pdf")), options);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "&", "=", "x", "type", "type=", "callback=&sep=&filename=", "_=123&Type=a/b", "a=%zz" })
    void shouldWantNothingOtherwise(String query) {
        assertEquals(new ReplyOptions(Optional.empty(), Optional.empty(), Buffer.buffer(), Optional.empty()),
                ReplyOptions.parse(query));
    }

    @Test
    void shouldDecodeEveryValue() {
        ReplyOptions options = ReplyOptions.parse("type=text%2Fplain%3B%20charset%3Dutf-8&sep=%00%ff");

        assertEquals(Optional.of("text/plain; charset=utf-8"), options.contentType());
        assertEquals(Buffer.buffer(new byte[] { 0, (byte) 0xff }), options.separator());
    }

    @Test
    void shouldTakeTheLastOfARepeatedParameter() {
        assertEquals(Optional.of("c"), ReplyOptions.parse("jsonp=a&callback=b&jsonp=c").callback());
        assertEquals(Optional.of("b"), ReplyOptions.parse("jsonp=a&callback=b").callback());
    }

    @ParameterizedTest
    @ValueSource(strings = { "jsonp=alert(1)//", "callback=a-b", "callback=%0a", "callback=a;b", "jsonp=%E2%80%A8",
            "type=plain", "type=text%2fplain%0d%0aX:+1", "type=/", "type=a/b%0a", "type=a/b;%C3%A9", "filename=a%0d%0ab",
            "filename=%00" })
    void shouldRefuseWhatMustNotGetIntoAScriptOrAHeader(String query) {
        assertThrows(MalformedRequestException.class, () -> ReplyOptions.parse(query));
    }

    @Test
    void shouldRefuseACallbackWithoutEnd() {
        assertThrows(MalformedRequestException.class, () -> ReplyOptions.parse("jsonp=" + "a".repeat(129)));
    }
}
