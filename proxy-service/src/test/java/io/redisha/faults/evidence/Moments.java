package io.redisha.faults.evidence;

import java.util.OptionalLong;

/**
 * When it happened, by {@link System#nanoTime}.
 *
 * @param fault just before it was inflicted
 * @param switched when the first Sentinel said {@code +switch-master}; empty if the fault makes no Sentinel switch
 */
public record Moments(long fault, OptionalLong switched) {

    public boolean isAfterSwitch(long moment) {
        return switched.isPresent() && moment - switched.getAsLong() > 0;
    }

    public boolean isBeforeFault(long moment) {
        return moment - fault < 0;
    }
}
