package io.redisha.watcher.redis;

/**
 * One Redis as a Sentinel describes it.
 *
 * @param runId the random id of its process, empty if the Sentinel does not know it
 */
public record RedisNode(Address address, String runId) {

    /**
     * Whether both are the same Redis: the same address, compared as text, or the same process, for Sentinels that announce a
     * name and others that announce an IP address.
     */
    public boolean isSame(RedisNode other) {
        return address.equals(other.address) || !runId.isEmpty() && runId.equals(other.runId);
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
