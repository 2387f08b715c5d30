package io.redisha.proxy.listener;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.redisha.proxy.session.SessionEvents;
import io.redisha.proxy.topology.Gate;
import io.redisha.proxy.upstream.Master;

/** All meters of the proxy; the table is in the README. Counters may be moved from any event loop. */
@ApplicationScoped
public class ProxyMetrics implements SessionEvents {

    private static final Duration[] PAUSES = Stream.of(50, 100, 250, 500, 1000, 1500, 2000, 3000, 5000, 10_000, 15_000, 30_000)
            .map(Duration::ofMillis).toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final Counter opened;
    private final Counter closed;
    private final Counter unknownOutcomes;
    private final Counter refused;
    private final Counter protocolErrors;
    private final Counter gateOpened;
    private final Counter parked;
    private final Counter replayed;
    private final Counter staleRefused;
    private final Timer pauses;
    /** When the open gate was closed; 0 while it is open, and before it first was. */
    private long closedAt;

    ProxyMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.opened = counter("proxy.clients.opened", "Client connections accepted");
        this.closed = counter("proxy.clients.closed", "Client connections ended");
        this.unknownOutcomes = counter("proxy.unknown.outcomes", "Requests answered with UNKNOWNOUTCOME");
        this.refused = counter("proxy.refused", "Requests refused with NOMASTER after the park timeout or at the end");
        this.protocolErrors = counter("proxy.protocol.errors", "Clients closed because of what they sent, or did not send");
        this.gateOpened = counter("proxy.gate.opened", "How often a verified master became available");
        this.parked = counter("proxy.parked", "How often requests of a client began to wait for a master");
        this.replayed = counter("proxy.replayed", "Requests sent again after their link was lost or had no master behind it");
        this.staleRefused = counter("proxy.stale.refused", "How often a node that is no master was not used");
        this.pauses = Timer.builder("proxy.pause").description("How long the gate was closed, each time it was open before")
                .serviceLevelObjectives(PAUSES).register(registry);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    void observe(ProxyListener listener) {
        Gate gate = listener.context().gate();
        gate.listen(() -> {
            Gate.State state = gate.state();
            if (state.open()) {
                gateOpened.increment();
                if (closedAt != 0) {
                    pauses.record(System.nanoTime() - closedAt, TimeUnit.NANOSECONDS);
                    closedAt = 0;
                }
            } else if (gate.everOpen() && closedAt == 0) {
                closedAt = System.nanoTime();
            }
        });
        gauge("proxy.clients", "Clients connected now", listener, ProxyListener::clients);
        gauge("proxy.gate.open", "1 if requests go to the master now", listener, any -> gate.state().open() ? 1 : 0);
        gauge("proxy.master.epoch", "Config epoch of the master that is followed, -1 for none", listener,
                any -> gate.state().master().map(Master::epoch).orElse(-1L));
        gauge("proxy.master.generation", "Masters followed so far", listener,
                any -> gate.state().master().map(Master::generation).orElse(0L));
        gauge("proxy.parked.clients", "Clients with a request that waits for a master", listener,
                any -> any.context().parking().sessions());
        gauge("proxy.parked.bytes", "Bytes of requests that wait for a master", listener,
                any -> any.context().parking().bytes());
    }

    private void gauge(String name, String description, ProxyListener listener,
            ToDoubleFunction<ProxyListener> value) {
        Gauge.builder(name, listener, value).description(description).register(registry);
    }

    @Override
    public void parked() {
        parked.increment();
    }

    @Override
    public void replayed(int requests) {
        replayed.increment(requests);
    }

    @Override
    public void staleRefused() {
        staleRefused.increment();
    }

    @Override
    public void clientOpened() {
        opened.increment();
    }

    @Override
    public void clientClosed() {
        closed.increment();
    }

    @Override
    public void unknownOutcomes(int requests) {
        unknownOutcomes.increment(requests);
    }

    @Override
    public void refused(int requests) {
        refused.increment(requests);
    }

    @Override
    public void protocolError() {
        protocolErrors.increment();
    }
}
