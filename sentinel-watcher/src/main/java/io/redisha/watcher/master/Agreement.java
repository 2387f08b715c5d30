package io.redisha.watcher.master;

import io.redisha.watcher.redis.RedisNode;

/**
 * What a majority of the known Sentinels says.
 *
 * @param epoch the highest that a majority has reached, so that one of them alone cannot raise it
 */
record Agreement(RedisNode node, long epoch) {
}
