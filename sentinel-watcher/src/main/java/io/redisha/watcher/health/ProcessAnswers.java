package io.redisha.watcher.health;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Alive as long as it answers: nothing that happens to Sentinel or Redis is cured by a restart of the watcher. */
@Liveness
class ProcessAnswers implements HealthCheck {

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.up("process answers");
    }
}
