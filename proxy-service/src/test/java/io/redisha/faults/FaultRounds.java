package io.redisha.faults;

import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.LongStream;

/**
 * All rounds of one fault.
 *
 * @param setAside why rounds do not count
 */
record FaultRounds(Fault fault, List<RoundResult> results, List<String> setAside) {

    /** Of all rounds; empty without any. */
    OptionalLong largest(ToIntFunction<RoundResult> figure) {
        return results.stream().mapToLong(figure::applyAsInt).max();
    }

    /** Of the rounds that have this figure; empty without any. */
    OptionalLong median(Function<RoundResult, Long> figure) {
        return median(results.stream().map(figure).filter(Objects::nonNull).mapToLong(Long::longValue));
    }

    /** The one in the middle, of an even number the mean of the two. */
    static OptionalLong median(LongStream values) {
        long[] sorted = values.sorted().toArray();
        if (sorted.length == 0) {
            return OptionalLong.empty();
        }
        int middle = sorted.length / 2;
        return OptionalLong
                .of(sorted.length % 2 == 1 ? sorted[middle] : Math.round((sorted[middle - 1] + sorted[middle]) / 2.0));
    }
}
