package io.redisha.watcher.master;

import static io.redisha.watcher.master.Report.by;
import static io.redisha.watcher.master.Report.node;
import static io.redisha.watcher.master.Report.votes;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VotesTest {

    @ParameterizedTest
    @CsvSource({ "0,1", "1,1", "2,2", "3,2", "4,3", "5,3" })
    void shouldTakeMoreThanHalfAsMajority(int known, int majority) {
        assertEquals(majority, votes(known).majority());
    }

    @Test
    void shouldAgreeOnWhatAMajorityOfTheKnownNames() {
        assertEquals(Optional.of(new Agreement(node("a"), 5)),
                votes(3, by("s1").master("a", 5), by("s2").master("a", 5)).agreement());
        assertEquals(Optional.empty(), votes(4, by("s1").master("a", 5), by("s2").master("a", 5)).agreement());
        assertEquals(Optional.empty(), votes(3, by("s1").master("a", 5), by("s2").master("b", 6)).agreement());
        assertEquals(Optional.empty(), votes(0).agreement());
    }

    @Test
    void shouldTakeTheHighestEpochThatAMajorityHasReached() {
        Report s1 = by("s1").master("a", 4);
        Report s2 = by("s2").master("a", 5);
        Report liar = by("liar").master("a", 999_999);

        assertEquals(5, votes(3, s1, s2, liar).agreement().orElseThrow().epoch());
        assertEquals(4, votes(3, s1, liar).agreement().orElseThrow().epoch());
        assertEquals(999_999, votes(1, liar).agreement().orElseThrow().epoch());
    }

    @Test
    void shouldAgreeByRunIdWhereAddressesDiffer() {
        Votes mixed = votes(3, by("s1").master("redis-0/id", 5), by("s2").master("redis-0/id", 5), by("s3").master("ip/id", 5));

        assertEquals(Optional.of(new Agreement(node("redis-0/id"), 5)), mixed.agreement());
        assertEquals(3, mixed.agreeingOn(node("ip/id")));
        Votes divided = votes(3, by("s1").master("redis-0/id", 5), by("s2").master("ip/id", 5));
        assertEquals(5, divided.agreement().orElseThrow().epoch());
    }

    @Test
    void shouldNotCountOneReportForTwoNodes() {
        Votes bridged = votes(3, by("s1").master("a/id-a", 5), by("s2").master("b/id-b", 5), by("liar").master("a/id-b", 5));

        // Two of three do name the address a, and two the process id-b: the address goes first, and the liar counts once.
        assertEquals(node("a").address(), bridged.agreement().orElseThrow().node().address());
        assertEquals(Optional.empty(),
                votes(5, by("s1").master("a/id-a", 5), by("s2").master("b/id-b", 5), by("liar").master("a/id-b", 5))
                        .agreement());
    }

    @Test
    void shouldNotTakeUnknownRunIdsAsTheSame() {
        assertEquals(Optional.empty(), votes(3, by("s1").master("a", 5), by("s2").master("b", 5)).agreement());
    }

    @Test
    void shouldCountThoseThatAgree() {
        Votes votes = votes(3, by("s1").master("a", 5), by("s2").master("b", 6));

        assertEquals(1, votes.agreeingOn(node("a")));
        assertEquals(0, votes.agreeingOn(node("c")));
        assertEquals(1, votes.mostAgreeing());
        assertEquals(0, votes(3).mostAgreeing());
    }

    @Test
    void shouldTakeTheQuorumMostAreConfiguredWith() {
        assertEquals(Optional.of(2), votes(3, by("s1").master("a", 5), by("liar").master("a", 5).quorum(99),
                by("s2").master("a", 5)).quorum());
        assertEquals(Optional.empty(), votes(3).quorum());
    }
}
