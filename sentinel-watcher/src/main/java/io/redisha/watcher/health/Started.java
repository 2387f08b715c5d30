package io.redisha.watcher.health;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

import io.redisha.watcher.WatcherLifecycle;

/** Started once the watching has begun, whether or not there is anything to see. */
@Startup
class Started implements HealthCheck {

    private final WatcherLifecycle lifecycle;

    Started(WatcherLifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("watching").status(lifecycle.isStarted()).build();
    }
}
