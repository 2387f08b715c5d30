package io.redisha.watcher;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;

/** What the parts of the watcher need, without a container. */
public final class Fixture {

    private Fixture() {
    }

    public static WatchLoop loop(Vertx vertx) {
        return new WatchLoop(vertx);
    }

    /** The configuration with these keys, without their prefix. */
    public static WatcherConfig config(Map<String, String> keys) {
        return source(keys).getConfigMapping(WatcherConfig.class);
    }

    public static SmallRyeConfig source(Map<String, String> keys) {
        Map<String, String> properties = new HashMap<>();
        keys.forEach((key, value) -> properties.put("watcher." + key, value));
        return new SmallRyeConfigBuilder().addDefaultInterceptors().addDiscoveredConverters()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withSources(new PropertiesConfigSource(properties, "test", 100)).withMapping(WatcherConfig.class).build();
    }
}
