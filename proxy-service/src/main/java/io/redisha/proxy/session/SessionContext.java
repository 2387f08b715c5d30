package io.redisha.proxy.session;

import java.util.function.Consumer;

import io.redisha.proxy.command.CommandTable;
import io.redisha.proxy.topology.Gate;
import io.redisha.proxy.upstream.Dialer;
import io.redisha.proxy.upstream.Master;

/**
 * What all sessions of one listener share.
 *
 * @param suspicion told of a master that has said it is none
 */
public record SessionContext(Gate gate, Dialer dialer, SessionLimits limits, Parking parking, CommandTable commands,
        SessionEvents events, Consumer<Master> suspicion) {
}
