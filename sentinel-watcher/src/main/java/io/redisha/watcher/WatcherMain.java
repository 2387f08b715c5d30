package io.redisha.watcher;

import java.security.Security;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the service. */
@QuarkusMain
public final class WatcherMain {

    private WatcherMain() {
    }

    public static void main(String... arguments) {
        // Names move. The JVM would hold on to an answer for 30 s and to a failure for 10 s, and reads this only once, at its
        // first look-up.
        Security.setProperty("networkaddress.cache.ttl", "0");
        Security.setProperty("networkaddress.cache.negative.ttl", "0");
        Quarkus.run(arguments);
    }
}
