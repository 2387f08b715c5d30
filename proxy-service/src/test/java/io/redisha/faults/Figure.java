package io.redisha.faults;

import java.util.OptionalLong;
import java.util.function.Function;

/**
 * One column of the table.
 *
 * @param bound the largest value that holds; empty for what is only told
 */
record Figure(String title, Function<FaultRounds, OptionalLong> value, Function<Fault, OptionalLong> bound) {

    /** Whether there is a value, and it is above the bound. */
    boolean isMissedBy(FaultRounds rounds) {
        OptionalLong limit = bound.apply(rounds.fault());
        OptionalLong measured = value.apply(rounds);
        return limit.isPresent() && measured.isPresent() && measured.getAsLong() > limit.getAsLong();
    }

    /** The value, marked if it is above the bound. */
    String text(FaultRounds rounds) {
        OptionalLong measured = value.apply(rounds);
        return measured.isPresent() ? measured.getAsLong() + (isMissedBy(rounds) ? "!" : "") : "-";
    }

    /** The bound, in the words of the table. */
    String boundText() {
        String common = "";
        for (Fault fault : Fault.values()) {
            OptionalLong limit = bound.apply(fault);
            if (limit.isPresent()) {
                common = "<=" + limit.getAsLong();
            }
        }
        return common.equals("<=0") ? "0" : common;
    }
}
