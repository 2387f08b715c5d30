package io.redisha.watcher.feed;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/** The feed and nothing that feeds it: the tests do. */
public class FeedProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("quarkus.http.test-port", "0", "quarkus.management.enabled", "false", "quarkus.arc.exclude-types",
                "io.redisha.watcher.WatcherLifecycle,io.redisha.watcher.health.Started", "watcher.masters", "mymaster,other");
    }
}
