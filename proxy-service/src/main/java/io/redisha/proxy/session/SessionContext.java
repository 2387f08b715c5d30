package io.redisha.proxy.session;

import java.util.function.Consumer;

import io.redisha.proxy.command.CommandTable;
import io.redisha.proxy.topology.Gate;
import io.redisha.proxy.upstream.Links;
import io.redisha.proxy.upstream.Master;

/**
 * What all sessions of one listener share.
 *
 * @param suspicion told of a master that has said it is none
 */
public record SessionContext(Gate gate, Links links, SessionLimits limits, Parking parking, CommandTable commands,
        SessionEvents events, Consumer<Master> suspicion) {
}
