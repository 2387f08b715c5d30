package io.redisha.proxy.topology;

import java.util.Optional;

import io.redisha.proxy.upstream.Master;

/** Opens and closes a gate, as the follower would. */
public final class GateHand {

    private final Gate gate = new Gate();
    private Master master;

    public Gate gate() {
        return gate;
    }

    public void close() {
        gate.set(gate.state().with(Passage.CLOSED));
    }

    /** Opens it for all at once to the node of this name, as to a new master unless it is the present one. */
    public void openTo(String host) {
        boolean same = master != null && master.host().equals(host);
        long generation = master == null ? 1 : master.generation() + (same ? 0 : 1);
        master = new Master(host, 6379, generation, generation);
        gate.set(new Gate.State(Optional.of(master), Passage.ALL,
                generation == 1 ? Optional.empty() : Optional.of(System.nanoTime())));
    }
}
