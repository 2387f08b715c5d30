package io.redisha.watcher;

/**
 * How early a new master is published. The three differ only in what they make of the steps a Sentinel announces during a
 * failover; as long as announcements are no more than a reason to ask at once, all three publish at the same moment: when a
 * Sentinel's configuration epoch is up and the new master's {@code ROLE} confirms it.
 */
public enum Discovery {
    /** When the first Sentinel has switched. */
    SWITCH,
    /** When the leading Sentinel has seen the promotion and stored its epoch. */
    PROMOTED,
    /** When the replica chosen by the leader says that it is a master, ahead of the epoch. */
    EAGER
}
