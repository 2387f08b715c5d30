package io.redisha.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.redisha.local.ServiceProcess;

/** The process of a service, as all tests start it; here, because the local cluster is built before any service. */
class ServiceProcessIT {

    private static final Duration LIMIT = Duration.ofSeconds(40);

    @Test
    void shouldRunAServiceOnFreePortsUntilItIsTerminated() {
        try (ServiceProcess service = ServiceProcess.of("sentinel-watcher").start()) {
            service.awaitLive(LIMIT);

            assertNotEquals(service.servicePort(), service.managementPort());
            assertTrue(service.metrics().contains("jvm_"));
            service.terminate();

            assertFalse(service.isAlive());
            assertEquals(0, service.health("live"));

            long before = service.pid();
            service.restart();
            service.awaitLive(LIMIT);
            assertNotEquals(before, service.pid());
        }
    }

    @Test
    void shouldFailWithTheLogOfAServiceThatDoesNotStart() {
        try (ServiceProcess service = ServiceProcess.of("sentinel-watcher").env("QUARKUS_MANAGEMENT_PORT", "none").start()) {
            IllegalStateException failure = assertThrows(IllegalStateException.class, () -> service.awaitReady(LIMIT));

            assertTrue(failure.getMessage().contains("sentinel-watcher (pid"), failure.getMessage());
            assertTrue(failure.getMessage().contains("quarkus.management.port"), failure.getMessage());
        }
    }
}
