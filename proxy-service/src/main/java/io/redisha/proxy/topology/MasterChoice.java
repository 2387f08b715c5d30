package io.redisha.proxy.topology;

import java.util.Comparator;
import java.util.Map;
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

    /**
     * @param open requests may be sent there, if its ROLE says master
     * @param source whose word this is, for the log: its generation stands in the log of that watcher, too
     */
    record Choice(Master master, boolean open, String source) {

        boolean sameAs(Choice other) {
            return open == other.open && master.equals(other.master);
        }
    }

    private Optional<Choice> current = Optional.empty();
    private long highestConfirmed = -1;

    /**
     * Decides anew.
     *
     * @param present what each watcher says, by its name
     * @return what to follow from now on, empty while no master was ever known
     */
    Optional<Choice> decide(Map<String, MasterState> present) {
        Comparator<Map.Entry<String, MasterState>> order = Comparator.<Map.Entry<String, MasterState>> comparingLong(
                entry -> entry.getValue().epoch())
                .thenComparing(entry -> isFollowed(entry.getValue()));
        Optional<Map.Entry<String, MasterState>> winner = present.entrySet().stream()
                .filter(entry -> entry.getValue().known() && acceptable(entry.getValue())).max(order);
        if (winner.isPresent()) {
            MasterState state = winner.get().getValue();
            Optional<Map.Entry<String, MasterState>> switching = present.entrySet().stream()
                    .filter(other -> other.getValue().known() && other.getValue().epoch() == state.epoch()
                            && other.getValue().switching())
                    .findFirst();
            Map.Entry<String, MasterState> source = switching.orElse(winner.get());
            current = Optional.of(new Choice(follow(state), switching.isEmpty(),
                    "watcher " + source.getKey() + ", its generation " + source.getValue().generation()));
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
