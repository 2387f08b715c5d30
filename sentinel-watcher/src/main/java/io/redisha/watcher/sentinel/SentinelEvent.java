package io.redisha.watcher.sentinel;

import java.util.Arrays;
import java.util.Optional;

import io.redisha.watcher.redis.Address;

/**
 * What a Sentinel tells unasked about the failover of one master. It may be lost, late or wrong.
 *
 * @param master the name of the master
 * @param about the node that is to be replaced, as this Sentinel writes its address
 * @param replica the node that takes its place, if the event names it
 */
public record SentinelEvent(Kind kind, String master, Address about, Optional<Address> replica) {

    /** In the order in which they follow one another in a failover; the last two end one. */
    public enum Kind {
        DOWN("+odown"),
        TRIED("+try-failover"),
        ELECTED("+elected-leader"),
        SELECTING("+failover-state-select-slave"),
        SELECTED("+selected-slave"),
        DEMANDED("+failover-state-send-slaveof-noone"),
        AWAITED("+failover-state-wait-promotion"),
        PROMOTED("+promoted-slave"),
        RECONFIGURING("+failover-state-reconf-slaves"),
        SWITCHED("+switch-master"),
        UP("-odown"),
        ABORTED("-failover-abort-");

        private final String channel;

        Kind(String channel) {
            this.channel = channel;
        }

        /** As the Sentinel calls it. */
        public String channel() {
            return channel;
        }

        private boolean isMeantBy(String name) {
            return this == ABORTED ? name.startsWith(channel) : name.equals(channel);
        }

        private static Optional<Kind> of(String channel) {
            return Arrays.stream(values()).filter(kind -> kind.isMeantBy(channel)).findFirst();
        }
    }

    private static final String NEW_EPOCH = "+new-epoch";
    private static final int LONGEST = 2_048;

    /**
     * Reads what came on a channel: an instance, {@code master mymaster 10.0.0.7 6379} or
     * {@code slave 10.0.0.8:6379 10.0.0.8 6379 @ mymaster 10.0.0.7 6379}, possibly with more behind it, or the five words of
     * {@code +switch-master}. Empty if it is about no failover, or if it cannot be read.
     */
    public static Optional<SentinelEvent> read(String channel, String message) {
        if (message.length() > LONGEST) {
            return Optional.empty();
        }
        String[] words = message.split(" ");
        return Kind.of(channel).flatMap(kind -> {
            try {
                return Optional.of(kind == Kind.SWITCHED ? switched(words) : instance(kind, words));
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
                return Optional.empty();
            }
        });
    }

    /** The epoch of the election that begins, if that is what came on the channel: it names no master. */
    static Optional<Long> newEpoch(String channel, String message) {
        return channel.equals(NEW_EPOCH) && message.matches("\\d{1,18}") ? Optional.of(Long.parseLong(message))
                : Optional.empty();
    }

    private static SentinelEvent switched(String... words) {
        return new SentinelEvent(Kind.SWITCHED, words[0], address(words, 1), Optional.of(address(words, 3)));
    }

    private static SentinelEvent instance(Kind kind, String... words) {
        if (words[0].equals("master")) {
            return new SentinelEvent(kind, words[1], address(words, 2), Optional.empty());
        }
        if (!words[4].equals("@")) {
            throw new IllegalArgumentException("an instance without its master");
        }
        return new SentinelEvent(kind, words[5], address(words, 6), Optional.of(address(words, 2)));
    }

    private static Address address(String[] words, int at) {
        return new Address(words[at], Integer.parseInt(words[at + 1]));
    }
}
