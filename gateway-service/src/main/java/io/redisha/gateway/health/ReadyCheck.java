package io.redisha.gateway.health;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once Redis has answered, and as long as the service is not going down. */
@Readiness
@Singleton
class ReadyCheck implements HealthCheck {

    private final RedisProbe probe;
    private final Drain drain;

    ReadyCheck(RedisProbe probe, Drain drain) {
        this.probe = probe;
        this.drain = drain;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("redis")
                .status(probe.hasAnswered() && !drain.isUnderWay())
                .withData("answered", probe.hasAnswered())
                .withData("draining", drain.isUnderWay())
                .build();
    }
}
