package io.redisha.watcher.master;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.redisha.watcher.redis.Address;
import io.redisha.watcher.sentinel.SentinelReport;
import io.redisha.watcher.sentinel.SentinelReport.Peer;

/**
 * Who has a say about one master, and how many they are: what "a majority of the known Sentinels" means.
 * <ul>
 * <li>A Sentinel has a say if it is configured, or if more than half of those that have a say tell of it: one that invents
 * others gains nothing.</li>
 * <li>The number known is the number configured or, if that is larger, what the Sentinels count themselves: the upper median
 * of their counts, so that neither one that has lost sight of all others makes it small nor one that lies makes it
 * large.</li>
 * <li>A Sentinel that is down stays in the count, but not for ever: Sentinels never forget one another, so each pod that came
 * back under a new id and address would raise the majority until nobody could reach it. One that is silent for long counts no
 * more, unless so few answer (fewer than the quorum) that it is rather they who are cut off.</li>
 * </ul>
 * Confined to the watch loop.
 */
final class Electorate {

    private record Told(Address address, long at) {
    }

    private final long forgetAfterMillis;
    private final Map<String, Told> told = new HashMap<>();

    Electorate(Duration forgetAfter) {
        this.forgetAfterMillis = forgetAfter.toMillis();
    }

    /**
     * @param configured ids of the configured Sentinels
     * @param reports of all that answer
     */
    Votes count(Set<String> configured, Collection<SentinelReport> reports, long now) {
        Map<String, SentinelReport> byId = new LinkedHashMap<>();
        reports.forEach(report -> byId.put(report.sentinelId(), report));
        learn(voters(configured, byId), now);
        List<SentinelReport> voters = voters(configured, byId);
        int known = Math.max(Math.max(configured.size(), voters.size()), ownCount(voters));
        return new Votes(known, voters);
    }

    /** Where the Sentinels are that have a say without being configured. */
    Map<String, Address> told() {
        return told.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().address()));
    }

    private List<SentinelReport> voters(Set<String> configured, Map<String, SentinelReport> byId) {
        return byId.values().stream()
                .filter(report -> configured.contains(report.sentinelId()) || told.containsKey(report.sentinelId())).toList();
    }

    private void learn(List<SentinelReport> voters, long now) {
        Map<String, Set<String>> tellers = new HashMap<>();
        Map<String, Address> addresses = new HashMap<>();
        for (SentinelReport voter : voters) {
            voter.peers().stream().filter(this::isHeard).filter(peer -> !peer.runId().isEmpty()).forEach(peer -> {
                tellers.computeIfAbsent(peer.runId(), id -> new LinkedHashSet<>()).add(voter.sentinelId());
                addresses.put(peer.runId(), peer.address());
            });
        }
        tellers.forEach((id, by) -> {
            long others = voters.stream().filter(voter -> !voter.sentinelId().equals(id)).count();
            by.remove(id);
            if (by.size() * 2 > others) {
                told.put(id, new Told(addresses.get(id), now));
            }
        });
        told.values().removeIf(entry -> now - entry.at() > forgetAfterMillis);
    }

    private int ownCount(List<SentinelReport> voters) {
        int[] counts = voters.stream().mapToInt(voter -> 1 + (int) voter.peers().stream()
                .filter(peer -> voters.size() < voter.quorum() || isHeard(peer)).count()).sorted().toArray();
        return counts.length == 0 ? 0 : counts[counts.length / 2];
    }

    private boolean isHeard(Peer peer) {
        return peer.silence().toMillis() < forgetAfterMillis;
    }
}
