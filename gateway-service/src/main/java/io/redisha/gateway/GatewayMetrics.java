package io.redisha.gateway;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** All meters of the service; the README has the table. Safe for all threads. */
@Singleton
public class GatewayMetrics {

    /** How a command ended. */
    public enum Outcome {
        /** Redis replied. */
        OK,
        /** Redis replied with an error. */
        ERROR,
        /** Redis could not be reached, or went away before it replied. */
        UNAVAILABLE,
        /** A limit was reached; the command was not sent. */
        BUSY,
        /** No reply in time. */
        TIMEOUT,
        /** The HTTP client did not wait for the reply. */
        ABANDONED,
        /** The reply could not be used. */
        FAILED
    }

    private final MeterRegistry registry;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Map<Outcome, Timer> commands = new EnumMap<>(Outcome.class);

    GatewayMetrics(MeterRegistry registry) {
        this.registry = registry;
        gauge("gateway.commands.in.flight", "Commands that Redis has not answered yet", inFlight::get);
        for (Outcome outcome : Outcome.values()) {
            commands.put(outcome, Timer.builder("gateway.commands")
                    .description("Commands by outcome, and how long they took")
                    .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                    .register(registry));
        }
    }

    /** A command that Redis is to run. */
    public Sample commandStarted() {
        inFlight.incrementAndGet();
        return new Sample(System.nanoTime());
    }

    /** Where the number of commands with a connection of their own is asked for. */
    public void dedicatedConnections(IntSupplier count) {
        gauge("gateway.dedicated.connections", "Commands with a connection of their own", count::getAsInt);
    }

    /** Where the number of bytes of request bodies that are held is asked for. */
    public void bodyBytes(LongSupplier bytes) {
        gauge("gateway.body.bytes", "Bytes of request bodies that are held", bytes::getAsLong);
    }

    private void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(registry);
    }

    /** One command from its start to its outcome. */
    public final class Sample {

        private final long start;

        private Sample(long start) {
            this.start = start;
        }

        /** Counts and measures the command; to be called once. */
        public void ended(Outcome outcome) {
            inFlight.decrementAndGet();
            commands.get(outcome).record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        }
    }
}
