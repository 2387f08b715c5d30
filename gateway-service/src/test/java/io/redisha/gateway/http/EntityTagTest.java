package io.redisha.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.vertx.core.buffer.Buffer;

class EntityTagTest {

    private static final String EMPTY = "\"d41d8cd98f00b204e9800998ecf8427e\"";

    @Test
    void shouldBeTheQuotedMd5OfTheBody() {
        assertEquals("\"8cf38afc245b7a6a88696566483d1390\"", EntityTag.of(Buffer.buffer("{\"GET\":\"world\"}")).text());
        assertEquals(EMPTY, EntityTag.of(Buffer.buffer()).text());
    }

    @ParameterizedTest
    @ValueSource(strings = { EMPTY, "W/" + EMPTY, "*", "\"x\", " + EMPTY, EMPTY + ",\"x\"", " * " })
    void shouldBeNamed(String ifNoneMatch) {
        assertTrue(EntityTag.of(Buffer.buffer()).isNamedBy(ifNoneMatch));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "\"x\"", "d41d8cd98f00b204e9800998ecf8427e", "W/*", "\"*\"", "w/" + EMPTY })
    void shouldNotBeNamed(String ifNoneMatch) {
        assertFalse(EntityTag.of(Buffer.buffer()).isNamedBy(ifNoneMatch));
    }
}
