package io.redisha.watcher.master;

import static io.redisha.watcher.master.Report.address;
import static io.redisha.watcher.master.Report.by;
import static io.redisha.watcher.master.Report.node;
import static io.redisha.watcher.master.Report.votes;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Every branch of the rule, in the words of the rule. Time is in milliseconds; the present reign began at 0. */
class MasterRuleTest {

    private static final Duration ROLLBACK_AFTER = Duration.ofSeconds(3);
    private static final long NOW = 100_000;

    private final RoleSightings roles = new RoleSightings();

    @Nested
    class AtTheStart {

        @Test
        void shouldFollowWhatAMajorityNamesAndWhatSaysSoItself() {
            isMaster("a");

            assertFollows("a", 5, false, start(votes(3, by("s1").master("a", 5), by("s2").master("a", 5))));
        }

        @Test
        void shouldFollowTheMajorityAndNotTheHighestEpoch() {
            isMaster("a");
            isMaster("b");

            assertFollows("a", 5, false,
                    start(votes(3, by("s1").master("a", 5), by("s2").master("a", 5), by("liar").master("b", 999))));
        }

        @Test
        void shouldAskTheNodeBeforeItIsFollowed() {
            assertAsks(start(votes(3, by("s1").master("a", 5), by("s2").master("a", 5))), "a");
        }

        @Test
        void shouldNotFollowANodeThatSaysOtherwise() {
            isNoMaster("a");

            assertAsks(start(votes(3, by("s1").master("a", 5), by("s2").master("a", 5))), "a");
        }

        @Test
        void shouldNotFollowANodeThatSaidSoLongAgo() {
            roles.saw(address("a"), true, NOW - RoleSightings.FRESH_MILLIS - 1);

            assertAsks(start(votes(3, by("s1").master("a", 5), by("s2").master("a", 5))), "a");
        }

        @Test
        void shouldWaitForAMajority() {
            isMaster("a");

            assertAsks(start(votes(3, by("s1").master("a", 5))));
            assertAsks(start(votes(3, by("s1").master("a", 5), by("s2").master("b", 6))));
            assertAsks(start(votes(3)));
            assertAsks(start(votes(0)));
        }

        private Decision start(Votes votes) {
            return MasterRule.decide(Optional.empty(), votes, roles, ROLLBACK_AFTER, NOW);
        }
    }

    @Nested
    class Afterwards {

        @Test
        void shouldStayWithoutNews() {
            assertAsks(afterA(votes(3, by("s1").master("a", 5), by("s2").master("a", 5), by("s3").master("a", 5))));
            assertAsks(afterA(votes(3)));
        }

        @Test
        void shouldFollowOneSentinelWithAHigherEpochToAKnownReplica() {
            isMaster("b");

            assertFollows("b", 6, false,
                    afterA(votes(3, by("s1").master("b", 6), by("s2").master("a", 5), by("s3").master("a", 5))));
            assertFollows("b", 6, false, afterA(votes(3, by("s1").master("b", 6))));
        }

        @Test
        void shouldAskTheReplicaBeforeItIsFollowed() {
            assertAsks(afterA(votes(3, by("s1").master("b", 6))), "b");
            isNoMaster("b");
            assertAsks(afterA(votes(3, by("s1").master("b", 6))), "b");
        }

        @Test
        void shouldNotBelieveWhatTheReplicaSaidBeforeThisReign() {
            roles.saw(address("b"), true, NOW);
            Reign fresh = new Reign(node("a"), 5, Set.of(node("b")), NOW);

            assertAsks(MasterRule.decide(Optional.of(fresh), votes(3, by("s1").master("b", 6)), roles, ROLLBACK_AFTER, NOW),
                    "b");
        }

        @Test
        void shouldIgnoreAnEpochThatIsNotHigherWhoeverSaysIt() {
            isMaster("a");
            isMaster("b");

            assertAsks(afterA(votes(3, by("s1").master("b", 5))));
            assertAsks(afterA(votes(3, by("s1").master("b", 4))));
            assertAsks(afterA(votes(3, by("s1").master("b", 5), by("s2").master("b", 5), by("s3").master("b", 5))));
        }

        @Test
        void shouldNotFollowOneSentinelToANodeThatNoMajorityKnew() {
            isMaster("evil");

            assertAsks(afterA(votes(3, by("liar").master("evil", 999), by("s2").master("a", 5), by("s3").master("a", 5))));
        }

        @Test
        void shouldFollowAMajorityWithAHigherEpochToANodeThatWasNotKnown() {
            isMaster("new");

            assertFollows("new", 7, false, afterA(votes(3, by("s1").master("new", 7), by("s2").master("new", 7))));
        }

        @Test
        void shouldNotTakeAHigherEpochFromTheMinorityOfAMajority() {
            isMaster("new");
            isMaster("a");

            assertAsks(afterA(votes(3, by("s1").master("new", 7), by("s2").master("new", 5))));
        }

        @Test
        void shouldGoToTheHighestEpochFirstAndPastTheOneThatIsNone() {
            isMaster("b");
            isNoMaster("c");
            Votes votes = votes(3, by("liar").master("c", 999), by("s2").master("b", 6), by("s3").master("a", 5));

            assertFollows("b", 6, false, afterA(votes));
            isMaster("c");
            assertFollows("c", 999, false, afterA(votes));
        }

        @Test
        void shouldTakeTheLowestOfTheHigherEpochsForTheSameNode() {
            isMaster("b");

            assertFollows("b", 6, false, afterA(votes(3, by("liar").master("b", 999), by("s2").master("b", 6))));
        }

        @Test
        void shouldFollowAReplicaUnderTheAddressThatTheMajorityKnows() {
            isMaster("b");

            assertFollows("b/id-b", 6, false, afterA(votes(3, by("s1").master("ip/id-b", 6))));
        }

        @Test
        void shouldTakeTheMasterUnderAnotherNameAsItself() {
            isMaster("ip");

            assertAsks(afterA(votes(3, by("s1").master("ip/id-a", 6))));
        }

        @Test
        void shouldRaiseTheEpochOfTheSameNodeIfAMajoritySaysSo() {
            assertFollows("a/id-a", 6, false, afterA(votes(3, by("s1").master("a", 6), by("s2").master("a", 6))));
            assertAsks(afterA(votes(3, by("liar").master("a", 999), by("s2").master("a", 5))));
        }
    }

    @Nested
    class TheWayBack {

        private final Votes agreedOnB = votes(3, by("s1").master("b", 4), by("s2").master("b", 4), by("s3").master("a", 5));

        @Test
        void shouldFollowAMajorityBackWhenThePublishedNodeIsNoMasterForLong() {
            wasMasterUntil("a", NOW - 3_000);
            isMaster("b");

            assertFollows("b", 4, true, afterA(agreedOnB));
        }

        @Test
        void shouldAlsoLeadToTheSameEpochAndToANodeThatNoMajorityKnew() {
            wasMasterUntil("a", NOW - 3_000);
            isMaster("new");

            assertFollows("new", 5, true, afterA(votes(3, by("s1").master("new", 5), by("s2").master("new", 5))));
        }

        @Test
        void shouldWaitUntilItIsLong() {
            wasMasterUntil("a", NOW - 2_999);
            isMaster("b");

            assertAsks(afterA(agreedOnB));
        }

        @Test
        void shouldStayWithAPublishedNodeThatIsAMaster() {
            wasMasterUntil("a", NOW - 10_000);
            isMaster("a");
            isMaster("b");

            assertAsks(afterA(agreedOnB));
        }

        @Test
        void shouldStayWithAPublishedNodeThatHasNotBeenAsked() {
            isMaster("b");

            assertAsks(afterA(agreedOnB));
        }

        @Test
        void shouldAskTheOtherNodeFirst() {
            wasMasterUntil("a", NOW - 3_000);

            assertAsks(afterA(agreedOnB), "b");
            isNoMaster("b");
            assertAsks(afterA(agreedOnB), "b");
        }

        @Test
        void shouldNotFollowAMinority() {
            wasMasterUntil("a", NOW - 3_000);
            isMaster("b");

            assertAsks(afterA(votes(3, by("s1").master("b", 4), by("s2").master("a", 5), by("s3").master("c", 3))));
        }
    }

    private Decision afterA(Votes votes) {
        Reign reign = new Reign(node("a/id-a"), 5, Set.of(node("b/id-b"), node("c/id-c")), 0);
        return MasterRule.decide(Optional.of(reign), votes, roles, ROLLBACK_AFTER, NOW);
    }

    private void isMaster(String node) {
        roles.saw(address(node), true, NOW);
    }

    private void isNoMaster(String node) {
        roles.saw(address(node), false, NOW);
    }

    private void wasMasterUntil(String node, long time) {
        roles.saw(address(node), true, time - 1);
        roles.saw(address(node), false, time);
        roles.saw(address(node), false, NOW);
    }

    private static void assertFollows(String node, long epoch, boolean rollback, Decision decision) {
        Decision.Follow follow = (Decision.Follow) decision;
        assertEquals(address(node), follow.node().address());
        assertEquals(epoch, follow.epoch());
        assertEquals(rollback, follow.rollback());
    }

    /** Nothing is published, and these nodes are asked, no others. */
    private static void assertAsks(Decision decision, String... nodes) {
        assertEquals(new Decision.Wait(Stream.of(nodes).map(Report::address).collect(Collectors.toSet())), decision);
    }
}
