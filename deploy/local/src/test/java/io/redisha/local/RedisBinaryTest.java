package io.redisha.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisBinaryTest {

    @TempDir
    Path directory;

    @Test
    void shouldReadTheVersionsOfRedisAndValkey() throws IOException {
        assertEquals(new RedisVersion(7, 0, 15),
                RedisBinary.of(program("echo 'Redis server v=7.0.15 sha=0:0 malloc=x bits=64 build=1'")).version());
        assertEquals(new RedisVersion(8, 1, 3),
                RedisBinary.of(program("echo 'Valkey server v=8.1.3 sha=0:0 malloc=x bits=64 build=1'")).version());
    }

    @Test
    void shouldRefuseAnOldServerAndNameIt() throws IOException {
        Path old = program("echo 'Redis server v=5.0.14 sha=0:0'");

        String message = assertThrows(IllegalStateException.class, () -> RedisBinary.of(old)).getMessage();

        assertTrue(message.startsWith(old + " is version 5.0.14"), message);
    }

    @Test
    void shouldShowWhatABrokenServerSays() throws IOException {
        Path broken = program("echo 'libssl.so.3: cannot open shared object file' >&2; exit 127");

        String message = assertThrows(IllegalStateException.class, () -> RedisBinary.of(broken)).getMessage();

        assertTrue(message.contains("libssl.so.3: cannot open"), message);
    }

    @Test
    void shouldUnpackTheEmbeddedServer() {
        Path embedded = EmbeddedBinary.find().orElseThrow();

        assertTrue(Files.isExecutable(embedded));
    }

    @Test
    void shouldCompareVersions() {
        RedisVersion version = new RedisVersion(7, 0, 15);

        assertTrue(version.atLeast(6, 2));
        assertTrue(version.atLeast(7, 0));
        assertFalse(version.atLeast(7, 2));
        assertFalse(version.atLeast(8, 0));
    }

    private Path program(String body) throws IOException {
        Path file = Files.createTempFile(directory, "redis-server", "");
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        file.toFile().setExecutable(true);
        return file;
    }
}
