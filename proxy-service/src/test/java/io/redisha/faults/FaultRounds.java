package io.redisha.faults;

import java.util.ArrayList;
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
 * @param broken why rounds did not come to an end, such as a service that did not start
 */
record FaultRounds(Fault fault, List<RoundResult> results, List<String> setAside, List<String> broken) {

    /** None yet. */
    static FaultRounds of(Fault fault) {
        return new FaultRounds(fault, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    /** Runs one more round and says in one line what it came to. */
    String run(Discovery discovery) {
        try {
            RoundResult result = new Round(fault, discovery).run();
            results.add(result);
            return fault.text() + ": switch " + result.switched() + " ms, ack " + result.firstAck() + " ms, pause "
                    + result.longestPause() + " ms, closed " + result.closed() + ", errors " + result.errors() + ", findings "
                    + result.findings();
        } catch (Round.SetAside e) {
            setAside.add(e.getMessage());
            return fault.text() + ": set aside, " + e.getMessage();
        } catch (RuntimeException | AssertionError e) {
            // The other rounds are worth having, and this one is in the verdict.
            broken.add(e.toString());
            return fault.text() + ": broken, " + e;
        }
    }

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
