package io.redisha.watcher.master;

import java.util.Set;

import io.redisha.watcher.redis.Address;
import io.redisha.watcher.redis.RedisNode;

/** What {@link MasterRule} says about one moment. */
sealed interface Decision {

    /**
     * Nothing is to be published now.
     *
     * @param ask the nodes whose {@code ROLE} would make a difference
     */
    record Wait(Set<Address> ask) implements Decision {
    }

    /**
     * This is the master from now on.
     *
     * @param rollback whether this leads back to an epoch that is not higher
     */
    record Follow(RedisNode node, long epoch, boolean rollback) implements Decision {
    }
}
