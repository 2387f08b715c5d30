package io.redisha.watcher.master;

import static io.redisha.watcher.master.Report.by;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.redisha.watcher.sentinel.SentinelReport;

class ElectorateTest {

    private static final Duration FORGET = Duration.ofMinutes(5);
    private static final Duration LONG = FORGET.plusSeconds(1);
    private static final Set<String> THREE = Set.of("s1", "s2", "s3");

    private final Electorate electorate = new Electorate(FORGET);

    @Test
    void shouldCountConfiguredSentinelsThatDoNotAnswer() {
        assertEquals(3, count(THREE).known());
        assertEquals(3, count(THREE, sentinel("s1")).known());
    }

    @Test
    void shouldCountSentinelsThatAreOnlyTold() {
        Votes votes = count(Set.of("s1"), sentinel("s1").peers("s2", "s3"));

        assertEquals(3, votes.known());
        assertEquals(Set.of("s2", "s3"), electorate.told().keySet());
    }

    @Test
    void shouldGiveThemASayOnceTheyAnswer() {
        count(Set.of("s1"), sentinel("s1").peers("s2", "s3"));

        assertEquals(Set.of("s1", "s2"),
                voters(count(Set.of("s1"), sentinel("s1").peers("s2", "s3"), sentinel("s2").peers("s1", "s3"))));
    }

    @Test
    void shouldNotCountTheSameSentinelTwice() {
        Votes votes = count(Set.of("s1"), sentinel("s1"), sentinel("s1"));

        assertEquals(1, votes.known());
        assertEquals(1, votes.reports().size());
    }

    @Test
    void shouldNotLetOneSentinelInventVoters() {
        Report liar = sentinel("s3").peers("s1", "s2", "fake1", "fake2", "fake3", "fake4");
        Votes votes = count(THREE, sentinel("s1").peers("s2", "s3"), sentinel("s2").peers("s1", "s3"), liar, sentinel("fake1"),
                sentinel("fake2"), sentinel("fake3"), sentinel("fake4"));

        assertEquals(3, votes.known());
        assertEquals(THREE, voters(votes));
        assertEquals(THREE, electorate.told().keySet());
    }

    @Test
    void shouldNotLetOneSentinelRaiseTheMajorityBeyondReach() {
        String[] invented = IntStream.range(0, 200).mapToObj(i -> "fake" + i).toArray(String[]::new);

        assertEquals(3, count(THREE, sentinel("s1").peers("s2", "s3"), sentinel("s2").peers("s1", "s3"),
                sentinel("s3").peers(invented)).known());
    }

    @Test
    void shouldNotLetAnIsolatedSentinelBeAMajorityOfItself() {
        assertEquals(3, count(THREE, sentinel("s1")).known());
        assertEquals(3, count(Set.of("s1"), sentinel("s1").silentPeers(Duration.ofSeconds(30), "s2", "s3")).known());
        assertEquals(3, count(Set.of("s1"), sentinel("s1").silentPeers(LONG, "s2", "s3")).known(),
                "fewer than the quorum answer");
    }

    @Test
    void shouldNotLetAnAmnesicSentinelLowerTheMajority() {
        count(Set.of("s1"), sentinel("s1").peers("s2", "s3"));

        assertEquals(3, count(Set.of("s1"), sentinel("s1"), sentinel("s2").peers("s1", "s3"), sentinel("s3").peers("s1", "s2"))
                .known());
    }

    @Test
    void shouldBelieveTheLargerOfTwoCounts() {
        count(Set.of("s1"), sentinel("s1").peers("s2", "s3"));

        assertEquals(3, count(Set.of("s1"), sentinel("s1"), sentinel("s2").peers("s1", "s3")).known());
    }

    @Test
    void shouldForgetSentinelsThatAreSilentForLong() {
        // Each of the three was replaced again and again, and the others never forget its former ids.
        Report s1 = sentinel("s1").peers("s2", "s3").silentPeers(LONG, "old1", "old2", "old3", "old4");
        Report s2 = sentinel("s2").peers("s1", "s3").silentPeers(LONG, "old1", "old2", "old3", "old4");

        assertEquals(3, count(Set.of("s1"), s1, s2).known());
    }

    @Test
    void shouldCountSentinelsThatAreSilentForAShortTime() {
        Report s1 = sentinel("s1").peers("s2").silentPeers(Duration.ofMinutes(1), "s3", "s4", "s5");
        Report s2 = sentinel("s2").peers("s1").silentPeers(Duration.ofMinutes(1), "s3", "s4", "s5");

        assertEquals(5, count(Set.of("s1", "s2"), s1, s2).known());
    }

    @Test
    void shouldFollowSentinelsThatMovedToNewAddressesUnderTheirIds() {
        count(THREE, sentinel("s1").peers("s2", "s3"), sentinel("s2").peers("s1", "s3"), sentinel("s3").peers("s1", "s2"));

        // The names resolve to new addresses, which have not told their ids yet, but for the first.
        Votes votes = count(Set.of("s1", "10.0.0.2:1", "10.0.0.3:1"), sentinel("s1").peers("s2", "s3"));

        assertEquals(3, votes.known());
    }

    @Test
    void shouldForgetToldSentinelsThatNobodyTellsOfAnyMore() {
        electorate.count(Set.of("s1"), reports(sentinel("s1").peers("s2")), 0);
        electorate.count(Set.of("s1"), reports(sentinel("s1")), FORGET.toMillis());
        assertEquals(Set.of("s2"), electorate.told().keySet());

        electorate.count(Set.of("s1"), reports(sentinel("s1")), FORGET.toMillis() + 1);
        assertEquals(Set.of(), electorate.told().keySet());
    }

    @Test
    void shouldNotGiveAStrangerASay() {
        assertEquals(Set.of("s1"), voters(count(Set.of("s1"), sentinel("s1"), sentinel("from another cluster"))));
    }

    @Test
    void shouldIgnorePeersWithoutAnId() {
        assertEquals(Set.of(), electorate.told().keySet());
        count(Set.of("s1"), sentinel("s1").peers(""));
        assertEquals(Set.of(), electorate.told().keySet());
    }

    private Votes count(Set<String> configured, Report... reports) {
        return electorate.count(configured, reports(reports), 0);
    }

    private static List<SentinelReport> reports(Report... reports) {
        return Stream.of(reports).map(Report::build).toList();
    }

    private static Report sentinel(String id) {
        return by(id).master("a", 1);
    }

    private static Set<String> voters(Votes votes) {
        return votes.reports().stream().map(SentinelReport::sentinelId).collect(Collectors.toSet());
    }
}
