package io.redisha.watcher.master;

import static io.redisha.watcher.master.Report.by;
import static io.redisha.watcher.master.Report.node;
import static io.redisha.watcher.master.Report.votes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import io.redisha.watcher.redis.RedisNode;
import io.redisha.watcher.sentinel.ReplicaState;

class ReignTest {

    private final Reign ofA = Reign.confirmed(node("a"), 5, Set.of(), 0);

    @Test
    void shouldLearnReplicasThatAMajorityLists() {
        Reign learned = ofA.learn(votes(3, by("s1").master("a", 5).replicas("b", "c"), by("s2").master("a", 5).replicas("b")));

        assertEquals(Set.of("b:1"), replicas(learned));
    }

    @Test
    void shouldLearnNothingWhileNoMajorityNamesThisMaster() {
        Votes divided = votes(3, by("s1").master("a", 5).replicas("b"), by("s2").master("b", 6).replicas("a", "evil"));

        assertSame(ofA, ofA.learn(divided));
        assertSame(ofA, ofA.learn(votes(3)));
    }

    @Test
    void shouldNotLearnANodeThatHasNotSaidItselfThatItFollows() {
        Report s1 = by("s1").master("a", 5).replicas(ReplicaState.UNKNOWN, false, "b");
        Report s2 = by("s2").master("a", 5).replicas(ReplicaState.UNKNOWN, false, "b");

        assertSame(ofA, ofA.learn(votes(3, s1, s2)));
    }

    @Test
    void shouldKeepAReplicaThatIsBeingPromoted() {
        Reign knowing = Reign.confirmed(node("a"), 5, Set.of(node("b")), 0);
        Report s1 = by("s1").master("a", 5).replicas(ReplicaState.DOWN, false, "b");
        Report s2 = by("s2").master("a", 5).replicas(ReplicaState.UNKNOWN, false, "b");

        assertSame(knowing, knowing.learn(votes(3, s1, s2)));
    }

    @Test
    void shouldDropAReplicaThatIsListedNoMore() {
        Reign knowing = Reign.confirmed(node("a"), 5, Set.of(node("b")), 0);

        assertEquals(Set.of(), replicas(knowing.learn(
                votes(3, by("s1").master("a", 5), by("s2").master("a", 5), by("s3").master("a", 5).replicas("b")))));
    }

    @Test
    void shouldNotTakeTheMasterAsItsOwnReplica() {
        Report s1 = by("s1").master("a/id", 5).replicas("ip/id");
        Report s2 = by("s2").master("a/id", 5).replicas("ip/id");

        assertEquals(Set.of(), replicas(Reign.confirmed(node("a/id"), 5, Set.of(), 0).learn(votes(3, s1, s2))));
    }

    @Test
    void shouldFindAReplicaByAddressOrRunIdUnderTheAddressThatTheMajorityKnows() {
        Reign knowing = Reign.confirmed(node("a"), 5, Set.of(node("b/id-b")), 0);

        assertEquals(Optional.of(node("b/id-b")), knowing.replica(node("b/restarted")));
        assertEquals(Optional.of(node("b/id-b")), knowing.replica(node("ip/id-b")));
        assertEquals(Optional.empty(), knowing.replica(node("c/id-c")));
    }

    @Test
    void shouldBeFollowedByAReignWithTheOtherReplicasAndWithoutTheFormerMaster() {
        Reign knowing = Reign.confirmed(node("a"), 5, Set.of(node("b"), node("c")), 0);

        Reign next = knowing.next(new Decision.Follow(node("b"), 6, false, true), 77);

        assertEquals(Reign.confirmed(node("b"), 6, Set.of(node("c")), 77), next);
    }

    @Test
    void shouldKeepTheFloorOfItsPredecessorAheadOfTheEpoch() {
        Reign early = ofA.next(new Decision.Follow(node("b"), 8, false, false), 77);

        assertEquals(new Reign(node("b"), 8, 5, Set.of(), 77), early);
        assertFalse(early.isConfirmed());
        assertFalse(early.isUnconfirmedFor(Duration.ofMillis(100), 176));
        assertTrue(early.isUnconfirmedFor(Duration.ofMillis(100), 177));
        Reign confirmed = early.next(new Decision.Follow(node("b"), 8, false, true), 99);
        assertEquals(Reign.confirmed(node("b"), 8, Set.of(), 99), confirmed);
        assertFalse(confirmed.isUnconfirmedFor(Duration.ZERO, 1_000));
        assertEquals(Reign.confirmed(node("a"), 4, Set.of(), 99),
                early.next(new Decision.Follow(node("a"), 4, true, true), 99), "the way back lowers the floor");
    }

    private static Set<String> replicas(Reign reign) {
        return reign.replicas().stream().map(RedisNode::toString).collect(Collectors.toSet());
    }
}
