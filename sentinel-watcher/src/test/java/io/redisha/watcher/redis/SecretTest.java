package io.redisha.watcher.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

class SecretTest {

    @Test
    void shouldBeEmptyIfNotConfigured() throws IOException {
        Secret secret = new Secret(config(Map.of()), "a.password");

        assertEquals(Optional.empty(), secret.read());
    }

    @Test
    void shouldComeOutOfTheConfiguration() throws IOException {
        Secret secret = new Secret(config(Map.of("a.password", "s3cret")), "a.password");

        assertFalse(secret.isInFile());
        assertEquals(Optional.of("s3cret"), secret.read());
    }

    @Test
    void shouldReadItsFileEachTimeAnew(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("password"), "old\n");
        Secret secret = new Secret(config(Map.of("a.password", "unused", "a.password-file", file.toString())), "a.password");

        assertEquals(Optional.of("old"), secret.read());
        Files.writeString(file, "new");
        assertEquals(Optional.of("new"), secret.read());
    }

    @Test
    void shouldNameAFileThatCannotBeUsedAndNotItsContent(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("password");
        Secret secret = new Secret(config(Map.of("a.password-file", file.toString())), "a.password");

        assertTrue(assertThrows(IOException.class, secret::read).getMessage().contains(file.toString()));
        Files.writeString(file, "\n");
        assertTrue(assertThrows(IOException.class, secret::read).getMessage().contains("empty"));
        Files.writeString(file, "hush".repeat(100_000));
        assertFalse(assertThrows(IOException.class, secret::read).getMessage().contains("hush"));
    }

    private static Config config(Map<String, String> values) {
        return new SmallRyeConfigBuilder().addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(values, "test", 100)).build();
    }
}
