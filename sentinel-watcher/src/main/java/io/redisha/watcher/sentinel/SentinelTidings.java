package io.redisha.watcher.sentinel;

/** Who wants to know what Sentinels tell unasked. Called on the watch loop. */
public interface SentinelTidings {

    /**
     * @param sentinelId as in its reports
     * @param name its address, for logs
     * @param epoch of the election that the event belongs to, -1 if it is not known
     */
    void happened(String sentinelId, String name, SentinelEvent event, long epoch);
}
