package io.redisha.watcher.master;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.redisha.watcher.redis.RedisNode;
import io.redisha.watcher.sentinel.SentinelReport;

/**
 * The Sentinels' present votes on one master.
 *
 * @param known how many Sentinels there are, silent ones included
 * @param reports one of each Sentinel that answers and has a say
 */
record Votes(int known, List<SentinelReport> reports) {

    int majority() {
        return known / 2 + 1;
    }

    /**
     * The node that a majority names, by address, or by run id where some Sentinels announce names and others addresses. The
     * two are not mixed: a report that combines one node's address with another's id would otherwise count for both.
     */
    Optional<Agreement> agreement() {
        return largestGroup().filter(group -> group.size() >= majority()).map(group -> {
            long[] epochs = group.stream().mapToLong(SentinelReport::epoch).sorted().toArray();
            return new Agreement(mostNamed(group), epochs[epochs.length - majority()]);
        });
    }

    /** How many name this node. */
    int agreeingOn(RedisNode node) {
        return naming(node).size();
    }

    /** How many name the node that most name. */
    int mostAgreeing() {
        return largestGroup().map(List::size).orElse(0);
    }

    List<SentinelReport> naming(RedisNode node) {
        return reports.stream().filter(report -> report.master().isSame(node)).toList();
    }

    /** The quorum that most of them are configured with; none if nobody answers. */
    Optional<Integer> quorum() {
        return groupedBy(SentinelReport::quorum).stream().max(Comparator.comparingInt(List::size))
                .map(group -> group.get(0).quorum());
    }

    private Optional<List<SentinelReport>> largestGroup() {
        Optional<List<SentinelReport>> byAddress = groupedBy(report -> report.master().address()).stream()
                .max(Comparator.comparingInt(List::size));
        if (byAddress.filter(group -> group.size() >= majority()).isPresent()) {
            return byAddress;
        }
        Optional<List<SentinelReport>> byRunId = groupedBy(report -> report.master().runId()).stream()
                .filter(group -> !group.get(0).master().runId().isEmpty()).max(Comparator.comparingInt(List::size));
        return byRunId.filter(group -> group.size() >= majority()).or(() -> byAddress);
    }

    private static RedisNode mostNamed(List<SentinelReport> group) {
        Map<RedisNode, Long> named = group.stream().map(SentinelReport::master)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return named.entrySet().stream()
                .max(Map.Entry.<RedisNode, Long> comparingByValue().thenComparing(entry -> entry.getKey().toString()))
                .orElseThrow()
                .getKey();
    }

    private <K> Collection<List<SentinelReport>> groupedBy(Function<SentinelReport, K> key) {
        return reports.stream().collect(Collectors.groupingBy(key)).values();
    }
}
