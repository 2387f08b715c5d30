package io.redisha.watcher.master;

import java.util.Set;

import io.redisha.watcher.redis.Address;
import io.redisha.watcher.redis.RedisNode;

/** What {@link MasterRule} says about one moment. */
sealed interface Decision {

    /** Why nothing may be sent to the published master. */
    enum Cause {
        /** A Sentinel has announced that it is going to be replaced. */
        ANNOUNCED,
        /** A Sentinel has promoted another node and has not switched yet; in {@link io.redisha.watcher.Discovery#SWITCH}. */
        PROMOTED,
        /** It was published ahead of its epoch, and the epoch has not followed; in eager discovery. */
        UNCONFIRMED
    }

    /**
     * Nothing is to be published now.
     *
     * @param ask the nodes whose {@code ROLE} would make a difference
     * @param held whether there is a {@link Cause} at this moment
     */
    record Wait(Set<Address> ask, boolean held) implements Decision {
    }

    /**
     * This is the master from now on.
     *
     * @param rollback whether this leads back to an epoch that is not higher
     * @param confirmed whether the configuration epoch stands behind it; if not, the epoch is the announced one
     */
    record Follow(RedisNode node, long epoch, boolean rollback, boolean confirmed) implements Decision {
    }

    /** From now on nothing may be sent to the published master. */
    record Close(Cause cause, Set<Address> ask) implements Decision {
    }

    /** The published master is the master still. */
    record Reopen() implements Decision {
    }
}
