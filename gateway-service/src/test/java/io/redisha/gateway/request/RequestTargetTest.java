package io.redisha.gateway.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTargetTest {

    @Test
    void shouldCutPathFromQuery() {
        assertCut("/GET/k", "GET/k", "");
        assertCut("/", "", "");
        assertCut("//GET/k", "/GET/k", "");
        assertCut("/GET/k?", "GET/k", "");
        assertCut("/GET/k?type=a/b&x", "GET/k", "type=a/b&x");
        assertCut("/GET/k?a?b", "GET/k", "a?b");
        assertCut("/GET/a%3Fb", "GET/a%3Fb", "");
        assertCut("?a", "", "a");
        assertCut("*", "*", "");
    }

    @Test
    void shouldTakeWhatIsNoStrictUri() {
        assertCut("/SET/k/{\"a\":[1|2^]}<>\\`", "SET/k/{\"a\":[1|2^]}<>\\`", "");
    }

    @Test
    void shouldLeaveOutAFragment() {
        assertCut("/GET/k#part", "GET/k", "");
        assertCut("/GET/k?a=b#part?c", "GET/k", "a=b");
    }

    @Test
    void shouldLeaveOutTheAuthorityOfTheAbsoluteForm() {
        assertCut("http://host/GET/k", "GET/k", "");
        assertCut("HTTPS://host:1/GET/k?a", "GET/k", "a");
        assertCut("http://host", "", "");
        assertCut("http://host?a", "", "a");
        assertCut("/http://x", "http://x", "");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/GET/\u00e9", "/GET/\u007f", "/GET/a b", "/GET/\u0001", "/GET/k?\u00ff" })
    void shouldRefuseBytesThatMustBeEncoded(String raw) {
        assertThrows(MalformedRequestException.class, () -> RequestTarget.parse(raw));
    }

    private static void assertCut(String raw, String path, String query) {
        assertEquals(new RequestTarget(path, query), RequestTarget.parse(raw));
    }
}
