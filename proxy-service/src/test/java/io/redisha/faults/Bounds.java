package io.redisha.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

import io.redisha.faults.evidence.Findings.Kind;

/**
 * What the failover contract promises, as figures with bounds. What must never happen is shown as the largest of all rounds,
 * so that once is enough to miss the bound; times are medians.
 */
final class Bounds {

    private static final long NEVER_LATE = 50;

    private final Discovery discovery;

    Bounds(Discovery discovery) {
        this.discovery = discovery;
    }

    /** What holds on any machine, however slow it is. */
    List<Figure> safety() {
        return List.of(
                new Figure("closed", worst(RoundResult::closed), fault -> zeroIf(!fault.endsProxy())),
                never("gave up", RoundResult::gaveUp),
                never("stale acks", result -> result.found(Kind.STALE_ACK)),
                new Figure("lost before", worst(result -> result.found(Kind.LOST_BEFORE)), fault -> zeroIf(fault.isLossless())),
                never("twice", result -> result.found(Kind.TWICE)),
                never("disorder", result -> result.found(Kind.DISORDER)),
                never("stale reads", result -> result.found(Kind.STALE_READ)),
                never("torn", result -> result.found(Kind.TORN)),
                never("wrong db", result -> result.found(Kind.WRONG_DATABASE)),
                never("other errors", RoundResult::undocumentedErrors),
                never("missed after", result -> result.found(Kind.MISSED_AFTER)));
    }

    /** What needs a machine with time to spare. */
    List<Figure> times() {
        return List.of(
                new Figure("ack - switch ms", middle(RoundResult::firstAckAfterSwitch), this::firstAck),
                new Figure("pause ms", middle(RoundResult::longestPause), this::pause));
    }

    /** What is told without a bound. */
    List<Figure> told() {
        return List.of(
                new Figure("switch ms", middle(RoundResult::switched), none()),
                new Figure("ack ms", middle(RoundResult::firstAck), none()),
                new Figure("UNKNOWN- OUTCOME", middle(result -> (long) result.errors("UNKNOWNOUTCOME")), none()),
                new Figure("NO- MASTER", middle(result -> (long) result.errors("NOMASTER")), none()),
                new Figure("EXEC- ABORT", middle(result -> (long) result.errors("EXECABORT")), none()),
                new Figure("missed before", middle(result -> (long) result.found(Kind.MISSED_BEFORE)), none()),
                new Figure("queue lost", middle(result -> (long) result.found(Kind.QUEUE_LOST)), none()),
                new Figure("re- delivered", middle(result -> (long) result.found(Kind.REDELIVERED)), none()));
    }

    /** All of the contract. */
    List<Figure> bounded() {
        return Stream.of(safety(), times()).flatMap(List::stream).toList();
    }

    /** Every bound that is missed, in words; a fault without a single round that counts misses, too. */
    List<String> misses(List<FaultRounds> faults) {
        List<String> misses = new ArrayList<>();
        for (FaultRounds rounds : faults) {
            if (rounds.results().isEmpty()) {
                misses.add(rounds.fault().text() + ": no round counts, set aside " + rounds.setAside());
            }
            rounds.broken().forEach(reason -> misses.add(rounds.fault().text() + ": broken round, " + reason));
            misses.addAll(misses(rounds, bounded()));
        }
        OptionalLong overall = firstAckOverAll(faults);
        if (discovery == Discovery.PROMOTED && overall.isPresent() && overall.getAsLong() > 0) {
            misses.add("median over all faults: first ack " + overall.getAsLong() + " ms after +switch-master, bound 0");
        }
        return misses;
    }

    static List<String> misses(FaultRounds rounds, List<Figure> figures) {
        return figures.stream().filter(figure -> figure.isMissedBy(rounds))
                .map(figure -> String.format(Locale.ROOT, "%s: %s %d, bound %d", rounds.fault().text(), figure.title(),
                        figure.value().apply(rounds).getAsLong(), figure.bound().apply(rounds.fault()).getAsLong()))
                .toList();
    }

    /** The median of the faults' medians. */
    static OptionalLong firstAckOverAll(List<FaultRounds> faults) {
        return FaultRounds.median(faults.stream().map(rounds -> rounds.median(RoundResult::firstAckAfterSwitch))
                .filter(OptionalLong::isPresent).mapToLong(OptionalLong::getAsLong));
    }

    private OptionalLong firstAck(Fault fault) {
        return fault.switches() == 0 ? OptionalLong.empty()
                : OptionalLong.of(discovery == Discovery.EAGER ? -500 : NEVER_LATE);
    }

    private OptionalLong pause(Fault fault) {
        return !fault.isPlanned() || discovery == Discovery.SWITCH ? OptionalLong.empty()
                : OptionalLong.of(discovery == Discovery.EAGER ? 500 : 1500);
    }

    private static Figure never(String title, ToIntFunction<RoundResult> figure) {
        return new Figure(title, worst(figure), fault -> OptionalLong.of(0));
    }

    private static OptionalLong zeroIf(boolean bounded) {
        return bounded ? OptionalLong.of(0) : OptionalLong.empty();
    }

    private static Function<Fault, OptionalLong> none() {
        return fault -> OptionalLong.empty();
    }

    private static Function<FaultRounds, OptionalLong> worst(ToIntFunction<RoundResult> figure) {
        return rounds -> rounds.largest(figure);
    }

    private static Function<FaultRounds, OptionalLong> middle(Function<RoundResult, Long> figure) {
        return rounds -> rounds.median(figure);
    }
}
