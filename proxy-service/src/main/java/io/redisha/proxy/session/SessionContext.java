package io.redisha.proxy.session;

import io.redisha.proxy.topology.Gate;
import io.redisha.proxy.upstream.Dialer;

/** What all sessions of one listener share. */
public record SessionContext(Gate gate, Dialer dialer, SessionLimits limits, Parking parking, SessionEvents events) {
}
