package io.redisha.watcher.master;

import java.util.Optional;

import io.redisha.watcher.redis.RedisNode;
import io.redisha.watcher.sentinel.SentinelEvent.Kind;

/**
 * How far one Sentinel has come with a failover, as it tells itself.
 *
 * @param sentinel its id
 * @param name its address, for logs
 * @param step the last it has told of
 * @param epoch of its election, -1 if it is not known
 * @param replica the one that takes over, once it is selected
 * @param begun when it was first told, in milliseconds of the watch loop
 * @param until when it counts no more, unless there is another step
 * @param longest when it counts no more, whatever is told
 */
record Announcement(String sentinel, String name, Kind step, long epoch, Optional<RedisNode> replica, long begun, long until,
        long longest) {

    boolean counts(long now) {
        return now < until;
    }

    /** Another step, by which it counts longer. */
    Announcement at(Kind next, Optional<RedisNode> selected, long end) {
        return new Announcement(sentinel, name, next, epoch, selected.or(() -> replica), begun, Math.min(end, longest),
                longest);
    }

    /** The same Sentinel begins another failover; that alone does not make it count longer. */
    Announcement anew(long electionEpoch) {
        return new Announcement(sentinel, name, Kind.TRIED, electionEpoch, Optional.empty(), begun, until, longest);
    }
}
