package io.redisha.watcher.feed;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.redisha.watcher.WatcherConfig;

@QuarkusTest
@TestProfile(TokenFilterTest.WithToken.class)
class TokenFilterTest {

    private static final List<String> PATHS = List.of("/masters", "/masters/mymaster", "/masters/mymaster/events",
            "/masters/nobody", "/%6dasters", "/nothing");

    /** The token is in a file, as a mounted Secret is. */
    public static class WithToken extends FeedProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
            overrides.put("watcher.token-file", file().toString());
            return overrides;
        }

        private static Path file() {
            try {
                Path file = Files.createTempFile("token", "");
                file.toFile().deleteOnExit();
                return Files.writeString(file, "s3cret\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    void shouldLetNobodyInWithoutTheToken() {
        for (String path : PATHS) {
            given().urlEncodingEnabled(false).get(path).then().statusCode(401).header("WWW-Authenticate", startsWith("Bearer"))
                    .body("error",
                            equalTo("a bearer token is needed"));
            for (String wrong : List.of("s3cret", "Bearer", "Bearer ", "Bearer s3cre", "Bearer s3crett", "Basic czNjcmV0",
                    "")) {
                given().urlEncodingEnabled(false).header("Authorization", wrong).get(path).then().statusCode(401);
            }
        }
    }

    @Test
    void shouldLetInWhoShowsIt() {
        for (String authorization : List.of("Bearer s3cret", "bearer s3cret", "Bearer  s3cret ")) {
            given().header("Authorization", authorization).get("/masters/mymaster").then().statusCode(200);
        }
        given().header("Authorization", "Bearer s3cret").get("/masters/nobody").then().statusCode(404);
    }

    // Read from where the application reads it: a profile lives in another class loader.
    @Inject
    WatcherConfig config;

    @Test
    void shouldTakeARotatedTokenWithoutARestart() throws IOException {
        Path file = config.tokenFile().orElseThrow();
        try {
            Files.writeString(file, "rotated");

            given().header("Authorization", "Bearer rotated").get("/masters").then().statusCode(200);
            given().header("Authorization", "Bearer s3cret").get("/masters").then().statusCode(401);

            Files.writeString(file, "");
            given().header("Authorization", "Bearer ").get("/masters").then().statusCode(503);
        } finally {
            Files.writeString(file, "s3cret\n");
        }
    }
}
