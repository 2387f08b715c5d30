package io.redisha.watcher.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagsTest {

    private static final String TAG = "\"abc\"";

    @ParameterizedTest
    @ValueSource(strings = { "\"abc\"", "W/\"abc\"", "*", "\"x\", \"abc\"", "\"x\",W/\"abc\" ,\"y\"", " \"abc\" " })
    void shouldMatch(String header) {
        assertTrue(EntityTags.matches(header, TAG));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "abc", "\"abd\"", "W/", "\"abc", ",,,", "\"\u0000\"" })
    void shouldNotMatch(String header) {
        assertFalse(EntityTags.matches(header, TAG));
    }

    @Test
    void shouldNotMatchWithoutAHeader() {
        assertFalse(EntityTags.matches(null, TAG));
    }

    @Test
    void shouldBeTheSameForTheSameBody() {
        assertEquals(EntityTags.of("{}"), EntityTags.of("{}"));
        assertNotEquals(EntityTags.of("{}"), EntityTags.of("[]"));
        assertTrue(EntityTags.of("{}").matches("\"[0-9a-f]+\""), EntityTags.of("{}"));
    }
}
