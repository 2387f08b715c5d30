package io.redisha.watcher;

/** How early a new master is published; in each case its own {@code ROLE} has to confirm it. */
public enum Discovery {
    /** When the first Sentinel has switched: its {@code SENTINEL MASTER} shows the new address under a higher epoch. */
    SWITCH,
    /** When the leading Sentinel has seen the promotion and stored its epoch: no other leader can take that back. */
    PROMOTED,
    /**
     * When the replica that the leader has selected says that it is a master: about 0.8 s before the epoch, which has to
     * follow.
     */
    EAGER
}
