package io.redisha.proxy.topology;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

import io.redisha.proxy.upstream.Master;

/**
 * Makes one master of what several watchers say.
 * <ul>
 * <li>The highest epoch wins; at one epoch, the address that is followed already.
 * <li>Never below the highest confirmed epoch that was followed, unless the watcher marks its state as a rollback.
 * <li>At the winning epoch, one watcher that sees a switch closes the gate.
 * <li>No watcher, or none that knows a master: what is followed stays.
 * </ul>
 * Not thread-safe.
 */
final class MasterChoice {

    /** @param open requests may be sent there, if its ROLE says master */
    record Choice(Master master, boolean open) {
    }

    private Optional<Choice> current = Optional.empty();
    private long highestConfirmed = -1;

    /** Decides anew; returns what to follow from now on, empty while no master was ever known. */
    Optional<Choice> decide(Collection<MasterState> present) {
        Comparator<MasterState> order = Comparator.comparingLong(MasterState::epoch).thenComparing(this::isFollowed);
        Optional<MasterState> winner = present.stream().filter(MasterState::known).filter(this::acceptable).max(order);
        if (winner.isPresent()) {
            MasterState state = winner.get();
            boolean switching = present.stream()
                    .anyMatch(other -> other.known() && other.epoch() == state.epoch() && other.switching());
            current = Optional.of(new Choice(follow(state), !switching));
        }
        return current;
    }

    private boolean acceptable(MasterState state) {
        return state.epoch() >= highestConfirmed || state.rollback();
    }

    private boolean isFollowed(MasterState state) {
        return current.isPresent() && state.sameAddress(current.get().master());
    }

    private Master follow(MasterState state) {
        if (state.confirmed()) {
            highestConfirmed = state.epoch();
        }
        long generation = current.map(choice -> choice.master().generation()).orElse(0L);
        if (isFollowed(state)) {
            return new Master(state.host(), state.port(), state.epoch(), generation);
        }
        return new Master(state.host(), state.port(), state.epoch(), generation + 1);
    }
}
