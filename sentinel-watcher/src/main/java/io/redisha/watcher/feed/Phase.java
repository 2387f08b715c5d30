package io.redisha.watcher.feed;

import com.fasterxml.jackson.annotation.JsonProperty;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** What followers may do with a master. */
@RegisterForReflection
public enum Phase {
    /** No master has been agreed on since the start: there is no address. */
    @JsonProperty("unknown")
    UNKNOWN,
    /** The address is the master's. */
    @JsonProperty("stable")
    STABLE,
    /** It is being replaced, or may be: nothing is to be sent to the address. */
    @JsonProperty("switching")
    SWITCHING
}
