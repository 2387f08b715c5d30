package io.redisha.watcher.sentinel;

import com.fasterxml.jackson.annotation.JsonProperty;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** Whether a replica can be reached, as the Sentinels see it. */
@RegisterForReflection
public enum ReplicaState {
    @JsonProperty("online")
    ONLINE,
    @JsonProperty("down")
    DOWN,
    @JsonProperty("unknown")
    UNKNOWN
}
