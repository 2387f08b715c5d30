package io.redisha.gateway;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the service. */
@QuarkusMain
public final class Gateway {

    private Gateway() {
    }

    /**
     * Runs until SIGTERM.
     *
     * @param arguments none are known
     */
    public static void main(String... arguments) {
        // Else Quarkus answers 400 to targets that are no strict URI, like /KEYS/[ab]* or /SET/k/{"a":1}: Webdis takes them,
        // and curl sends them. The grammar does its own checks on the raw target.
        System.setProperty("vertx.disableURIValidation", "true");
        Quarkus.run(arguments);
    }
}
