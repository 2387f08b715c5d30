package io.redisha.proxy.listener;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** Started once clients can connect, whether there is a master or not. */
@Startup
@ApplicationScoped
class ListenerBound implements HealthCheck {

    private final ProxyServer server;

    ListenerBound(ProxyServer server) {
        this.server = server;
    }

    @Override
    public HealthCheckResponse call() {
        ProxyListener listener = server.listener();
        return HealthCheckResponse.named("listener").status(listener != null && listener.bound()).build();
    }
}
