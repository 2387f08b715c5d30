package io.redisha.proxy.listener;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

import io.redisha.proxy.topology.Gate;
import io.redisha.proxy.upstream.Master;

/**
 * Ready from the first verified master on, and through any failover while requests can be parked; not ready while draining
 * or when the park limits are full.
 */
@Readiness
@ApplicationScoped
class MasterReachable implements HealthCheck {

    private final ProxyServer server;

    MasterReachable(ProxyServer server) {
        this.server = server;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("master");
        ProxyListener listener = server.listener();
        if (listener == null) {
            return response.down().build();
        }
        Gate.State gate = listener.context().gate().state();
        return response.status(listener.ready())
                .withData("master", gate.master().map(Master::address).orElse("none"))
                .withData("gate", gate.open() ? "open" : "closed")
                .withData("parkedBytes", listener.context().parking().bytes())
                .withData("draining", listener.draining())
                .build();
    }
}
