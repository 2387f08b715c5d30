package io.redisha.gateway;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;

/**
 * Stops the start for settings that the service cannot keep to: limits that are none, and access control that this version
 * does not have. To ignore that would open Redis to everybody.
 */
@Singleton
class SettingsCheck {

    private static final Logger LOG = Logger.getLogger(SettingsCheck.class);

    private final GatewayConfig config;

    SettingsCheck(GatewayConfig config) {
        this.config = config;
    }

    void check(@Observes @Priority(1) StartupEvent event) {
        requireNoRules(config.webdisConfig().isPresent(), "GATEWAY_WEBDIS_CONFIG");
        requireNoRules(config.tokens().isPresent(), "GATEWAY_TOKENS");
        requireNoRules(config.tokensFile().isPresent(), "GATEWAY_TOKENS_FILE");
        requirePositive(config.timeout().toMillis(), "GATEWAY_TIMEOUT");
        GatewayConfig.Limits limits = config.limits();
        requirePositive(limits.waitingRequests(), "GATEWAY_LIMITS_WAITING_REQUESTS");
        requirePositive(limits.waitingBytes().asLongValue(), "GATEWAY_LIMITS_WAITING_BYTES");
        requirePositive(limits.dedicatedConnections(), "GATEWAY_LIMITS_DEDICATED_CONNECTIONS");
        requirePositive(limits.databases(), "GATEWAY_LIMITS_DATABASES");
        if (config.websockets()) {
            LOG.warn("GATEWAY_WEBSOCKETS is set, but this version does not serve WebSockets");
        }
    }

    private static void requireNoRules(boolean isSet, String name) {
        if (isSet) {
            throw new ConfigurationException(name + " is set, but this version cannot enforce access rules yet."
                    + " It does not start, because it would serve everybody. Unset it to start without access control.");
        }
    }

    private static void requirePositive(long value, String name) {
        if (value <= 0) {
            throw new ConfigurationException(name + " must be greater than zero");
        }
    }
}
