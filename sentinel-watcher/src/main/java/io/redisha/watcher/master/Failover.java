package io.redisha.watcher.master;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.redisha.watcher.redis.RedisNode;
import io.redisha.watcher.sentinel.SentinelEvent.Kind;

/**
 * What the Sentinels have announced about the published master being replaced, and whether followers are held up for it. It
 * knows no clock and asks nobody; {@link MasterRule} decides by it.
 * <ul>
 * <li>An announcement counts from the event that says that the master is down, or that a leader is at work, up to the drain
 * limit after its last new step; a step that is told again is none. It is taken back by {@code -failover-abort-*}, one that
 * says no more than "down" by {@code -odown}.</li>
 * <li>What one Sentinel announces alone and what comes to nothing is held against it: see {@link Credit}.</li>
 * </ul>
 * Confined to the watch loop.
 */
final class Failover {

    /** What became of an event. */
    enum Effect {
        /** There was no announcement of this Sentinel before. */
        ANNOUNCED,
        /** It has come a step further. */
        ADVANCED,
        /** Its announcement is taken back. */
        WITHDRAWN,
        /** Nothing has changed. */
        NOTHING,
        /** It has announced too often, alone and in vain, to be believed now. */
        DISBELIEVED
    }

    private static final long LEAST_CHARGE_MILLIS = 1_000;

    private final long drainLimitMillis;
    private final Credit credit;
    private final Map<String, Announcement> standing = new HashMap<>();
    // Epoch of the election that a Sentinel has begun, and when: the next steps belong to it.
    private final Map<String, Long> elections = new HashMap<>();
    // What those have been charged that have announced since the followers are held up.
    private final Map<String, Long> charged = new HashMap<>();
    private boolean closed;
    private long quietSince;

    Failover(Duration drainLimit) {
        drainLimitMillis = drainLimit.toMillis();
        credit = new Credit(drainLimitMillis);
    }

    /**
     * A Sentinel that has a say tells something about the published master.
     *
     * @param replica the one that the event names
     * @param epoch of the election it belongs to, -1 if that is not known
     */
    Effect heard(String sentinel, String name, Kind kind, Optional<RedisNode> replica, long epoch, long now) {
        expire(now);
        Announcement before = standing.get(sentinel);
        return switch (kind) {
            case UP -> before != null && before.step() == Kind.DOWN ? withdrawn(before, now) : Effect.NOTHING;
            case ABORTED -> before != null ? withdrawn(before, now) : Effect.NOTHING;
            case TRIED -> {
                elections.put(sentinel, epoch);
                standing.computeIfPresent(sentinel, (id, announcement) -> announcement.anew(epoch));
                yield Effect.NOTHING;
            }
            case SWITCHED -> Effect.NOTHING;
            case DOWN, ELECTED, SELECTING, SELECTED, DEMANDED, AWAITED, PROMOTED, RECONFIGURING ->
                before == null ? announced(sentinel, name, kind, replica, epoch, now) : advanced(before, kind, replica, now);
        };
    }

    private Effect announced(String sentinel, String name, Kind kind, Optional<RedisNode> replica, long epoch, long now) {
        if (kind.compareTo(Kind.AWAITED) > 0) {
            // It is over but for the epoch, which the next answer tells.
            return Effect.NOTHING;
        }
        long most = credit.left(sentinel, now);
        if (most < LEAST_CHARGE_MILLIS && standing.isEmpty()) {
            return Effect.DISBELIEVED;
        }
        long longest = now + Math.max(LEAST_CHARGE_MILLIS, most);
        long election = elections.getOrDefault(sentinel, epoch);
        standing.put(sentinel, new Announcement(sentinel, name, kind, election, replica, now,
                Math.min(now + drainLimitMillis, longest), longest));
        return Effect.ANNOUNCED;
    }

    private Effect advanced(Announcement before, Kind kind, Optional<RedisNode> replica, long now) {
        if (kind.compareTo(before.step()) <= 0) {
            return Effect.NOTHING;
        }
        standing.put(before.sentinel(), before.at(kind, replica, now + drainLimitMillis));
        return Effect.ADVANCED;
    }

    private Effect withdrawn(Announcement announcement, long now) {
        end(announcement, now);
        return Effect.WITHDRAWN;
    }

    private void expire(long now) {
        Set.copyOf(standing.values()).stream().filter(announcement -> !announcement.counts(now))
                .forEach(announcement -> end(announcement, announcement.until()));
    }

    private void end(Announcement announcement, long at) {
        standing.remove(announcement.sentinel());
        elections.remove(announcement.sentinel());
        // At once: it may announce again before the master is asked.
        long charge = Math.max(LEAST_CHARGE_MILLIS, at - announcement.begun());
        credit.charge(announcement.sentinel(), charge, at);
        charged.merge(announcement.sentinel(), charge, Long::sum);
        quietSince = Math.max(quietSince, at);
    }

    /** What this Sentinel has announced and has not taken back. */
    Optional<Announcement> of(String sentinel) {
        return Optional.ofNullable(standing.get(sentinel));
    }

    /** Whether a Sentinel says now that the master is going to be replaced. */
    boolean isAnnounced(long now) {
        expire(now);
        return !standing.isEmpty();
    }

    /** The leader that has come furthest; empty if nobody has announced more than that the master is down. */
    Optional<Announcement> leader(long now) {
        expire(now);
        return standing.values().stream().filter(announcement -> announcement.step() != Kind.DOWN)
                .max(Comparator.comparing(Announcement::step));
    }

    /** When the last reason to hold the followers up ended. */
    long quietSince() {
        return quietSince;
    }

    /** There is another reason than an announcement to hold the followers up. */
    void heldAt(long now) {
        quietSince = Math.max(quietSince, now);
    }

    /** Whether the followers are held up. */
    boolean isClosed() {
        return closed;
    }

    void close() {
        closed = true;
    }

    /** It came to nothing: held against a Sentinel that has announced it alone. */
    void reopen(long now) {
        if (charged.size() > 1) {
            refund(now);
        }
        forget();
    }

    /** Another master is published. */
    void over(long now) {
        refund(now);
        forget();
    }

    private void refund(long now) {
        charged.forEach((sentinel, millis) -> credit.refund(sentinel, millis, now));
    }

    private void forget() {
        closed = false;
        standing.clear();
        elections.clear();
        charged.clear();
    }
}
