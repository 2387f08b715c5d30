package io.redisha.watcher.master;

import java.time.Duration;

import io.redisha.watcher.Discovery;
import io.redisha.watcher.WatcherConfig;

/**
 * The settings of the rule.
 *
 * @param rollbackAfter how long the published node must not have been a master before the way back is open
 * @param eagerGuard how long a master may be published ahead of its epoch
 */
record Terms(Discovery discovery, Duration rollbackAfter, Duration eagerGuard) {

    static Terms of(WatcherConfig config) {
        return new Terms(config.discovery(), config.rollbackAfter(), config.eagerGuard());
    }
}
