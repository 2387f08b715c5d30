package io.redisha.proxy.resp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cases of Redis' own {@code sdssplitargs}. */
class InlineCommandTest {

    private static List<String> split(String line) throws ProtocolException {
        return new InlineCommand(line.getBytes(ISO_8859_1)).arguments().stream().map(bytes -> new String(bytes, ISO_8859_1))
                .toList();
    }

    @Test
    void shouldSplitLikeRedis() throws ProtocolException {
        assertEquals(List.of("SET", "k", "v"), split("SET  k\tv\r\n"));
        assertEquals(List.of(), split("  \r\n"));
        assertEquals(List.of("a b", "\n\r\t\b\u0007", "\\", "A", "xzz"),
                split("\"a b\" \"\\n\\r\\t\\b\\a\" \"\\\\\" \"\\x41\" \"\\xzz\"\n"));
        assertEquals(List.of("it's", "\\n"), split("'it\\'s' '\\n'"));
        assertEquals(List.of("", "x"), split("\"\" x"));
        assertEquals(List.of("ab"), split("a\"b\""));
    }

    @ParameterizedTest
    @ValueSource(strings = { "\"open", "'open", "\"a\"b", "'a'b", "\"open\\\"" })
    void shouldRefuseUnbalancedQuotes(String line) {
        assertThrows(ProtocolException.class, () -> split(line));
    }
}
