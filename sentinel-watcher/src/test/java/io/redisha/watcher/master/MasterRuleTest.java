package io.redisha.watcher.master;

import static io.redisha.watcher.master.Report.address;
import static io.redisha.watcher.master.Report.by;
import static io.redisha.watcher.master.Report.node;
import static io.redisha.watcher.master.Report.votes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.redisha.watcher.Discovery;
import io.redisha.watcher.master.Decision.Cause;
import io.redisha.watcher.redis.Address;
import io.redisha.watcher.sentinel.SentinelEvent.Kind;

/** Every branch of the rule, in the words of the rule. Time is in milliseconds; the present reign began at 0. */
class MasterRuleTest {

    private static final Duration ROLLBACK_AFTER = Duration.ofSeconds(3);
    private static final Duration EAGER_GUARD = Duration.ofSeconds(2);
    private static final long NOW = 100_000;
    private static final Reign OF_A = Reign.confirmed(node("a/id-a"), 5, Set.of(node("b/id-b"), node("c/id-c")), 0);
    private static final Votes ALL_NAME_A = votes(3, by("s1").master("a", 5), by("s2").master("a", 5), by("s3").master("a", 5));

    private final RoleSightings roles = new RoleSightings();
    private final Failover failover = new Failover(Duration.ofSeconds(5));
    private Discovery discovery = Discovery.PROMOTED;

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
            return decide(Optional.empty(), votes);
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
            Reign fresh = Reign.confirmed(node("a"), 5, Set.of(node("b")), NOW);

            assertAsks(decide(Optional.of(fresh), votes(3, by("s1").master("b", 6))), "b");
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

    @Nested
    class InBetween {

        @Test
        void shouldCloseAtAnAnnouncementWithoutAnyQuestion() {
            announce(Kind.ELECTED);

            assertCloses(Cause.ANNOUNCED, afterA(ALL_NAME_A));
        }

        @Test
        void shouldCloseWithoutAnySentinelThatAnswers() {
            announce(Kind.DOWN);

            assertCloses(Cause.ANNOUNCED, afterA(votes(3)));
        }

        @Test
        void shouldHoldOnAsLongAsItIsAnnouncedWhateverTheMasterSays() {
            announce(Kind.ELECTED);
            failover.close();
            isMaster("a");

            assertHolds(afterA(ALL_NAME_A));
        }

        @Test
        void shouldPublishTheNewMasterInsteadOfClosing() {
            announce(Kind.ELECTED);
            isMaster("b");

            assertFollows("b", 6, false, afterA(votes(3, by("s1").master("b", 6))));
        }

        @Test
        void shouldReopenWhenAnAbortIsFollowedByTheWordOfTheMaster() {
            announce(Kind.ELECTED, 6, NOW - 1_000);
            failover.close();
            failover.heard("s1", "", Kind.ABORTED, Optional.empty(), 6, NOW - 100);

            assertAsks(afterA(ALL_NAME_A), "a");
            roles.saw(address("a"), true, NOW - 100);
            assertAsks(afterA(ALL_NAME_A), "a");
            roles.saw(address("a"), true, NOW - 99);
            assertEquals(new Decision.Reopen(), afterA(ALL_NAME_A));
        }

        @Test
        void shouldReopenWhenDownIsTakenBack() {
            announce(Kind.DOWN, 6, NOW - 1_000);
            failover.close();
            isMaster("a");
            assertHolds(afterA(ALL_NAME_A));

            failover.heard("s1", "", Kind.UP, Optional.empty(), 6, NOW - 100);

            assertEquals(new Decision.Reopen(), afterA(ALL_NAME_A));
        }

        @Test
        void shouldReopenAtTheDrainLimit() {
            announce(Kind.ELECTED, 6, NOW - 5_001);
            failover.close();

            assertAsks(afterA(ALL_NAME_A), "a");
            isMaster("a");
            assertEquals(new Decision.Reopen(), afterA(ALL_NAME_A));
        }

        @Test
        void shouldStayClosedWhileTheMasterSaysThatItIsNone() {
            announce(Kind.ELECTED, 6, NOW - 60_000);
            failover.close();
            isNoMaster("a");

            assertAsks(afterA(ALL_NAME_A), "a");
            assertAsks(afterA(votes(3)), "a");
        }

        @Test
        void shouldNotReopenWhatIsNotClosed() {
            isMaster("a");

            assertAsks(afterA(ALL_NAME_A));
        }
    }

    @Nested
    class WhenTheSentinelHasToSwitchFirst {

        private final Votes promoted = votes(3, by("s1").master("b", 6).unswitched(), by("s2").master("a", 5));

        @BeforeEach
        void discover() {
            discovery = Discovery.SWITCH;
        }

        @Test
        void shouldFollowTheFirstThatHasSwitched() {
            isMaster("b");

            assertFollows("b", 6, false,
                    afterA(votes(3, by("s1").master("b", 6).unswitched(), by("s2").master("b", 6), by("s3").master("a", 5))));
        }

        @Test
        void shouldSendNothingToTheFormerMasterInTheMeantime() {
            assertAsks(afterA(promoted), "b");
            isMaster("b");
            isMaster("a");
            assertCloses(Cause.PROMOTED, afterA(promoted));
            failover.close();
            assertHolds(afterA(promoted));
        }

        @Test
        void shouldAskTheNewOneAgainBeforeItsWordIsTooOld() {
            roles.saw(address("b"), true, NOW - 700);

            assertCloses(Cause.PROMOTED, afterA(promoted), "b");
        }

        @Test
        void shouldNotBeHeldUpByALiarWhoseNodeIsNoMaster() {
            isNoMaster("b");
            assertAsks(afterA(promoted), "b");
            isMaster("evil");
            assertAsks(afterA(votes(3, by("liar").master("evil", 999).unswitched(), by("s2").master("a", 5))));
        }

        @Test
        void shouldFollowAtOnceInTheOtherModes() {
            isMaster("b");

            discovery = Discovery.PROMOTED;
            assertFollows("b", 6, false, afterA(promoted));
            discovery = Discovery.EAGER;
            assertFollows("b", 6, false, afterA(promoted));
        }
    }

    @Nested
    class AheadOfTheEpoch {

        private final Reign early = new Reign(node("b/id-b"), 6, 5, Set.of(node("c/id-c")), NOW - 1_000);

        @BeforeEach
        void discover() {
            discovery = Discovery.EAGER;
        }

        @Test
        void shouldFollowTheSelectedReplicaAsSoonAsItSaysMaster() {
            announce(Kind.AWAITED, 6, NOW - 10);
            failover.close();
            assertHolds(afterA(ALL_NAME_A));
            isMaster("b");

            assertFollows("b", 6, false, false, afterA(ALL_NAME_A));
        }

        @ParameterizedTest
        @EnumSource(value = Kind.class, names = { "DOWN", "ELECTED", "SELECTING", "SELECTED", "DEMANDED" })
        void shouldWaitUntilTheLeaderHasToldItToBecomeOne(Kind kind) {
            announce(kind, 6, NOW - 10);
            isMaster("b");

            assertCloses(Cause.ANNOUNCED, afterA(ALL_NAME_A));
        }

        @Test
        void shouldNotBelieveWhatItSaidBeforeTheAnnouncement() {
            roles.saw(address("b"), true, NOW - 10);
            announce(Kind.AWAITED, 6, NOW - 10);

            assertCloses(Cause.ANNOUNCED, afterA(ALL_NAME_A));
        }

        @ParameterizedTest
        @ValueSource(longs = { -1, 4, 5 })
        void shouldNotFollowWithoutAHigherEpoch(long epoch) {
            announce(Kind.AWAITED, epoch, NOW - 10);
            isMaster("b");

            assertCloses(Cause.ANNOUNCED, afterA(ALL_NAME_A));
        }

        @Test
        void shouldNotFollowToANodeThatNoMajorityKnew() {
            failover.heard("s1", "", Kind.AWAITED, Optional.of(node("evil")), 6, NOW - 10);
            isMaster("evil");

            assertCloses(Cause.ANNOUNCED, afterA(ALL_NAME_A));
        }

        @Test
        void shouldNotFollowEarlyInTheOtherModes() {
            announce(Kind.AWAITED, 6, NOW - 10);
            isMaster("b");

            discovery = Discovery.PROMOTED;
            assertCloses(Cause.ANNOUNCED, afterA(ALL_NAME_A));
        }

        @Test
        void shouldBeConfirmedByOneSentinelWhoseEpochHasFollowed() {
            assertAsks(decide(Optional.of(early), ALL_NAME_A));
            Votes followed = votes(3, by("s1").master("b", 6).unswitched(), by("s2").master("a", 5), by("s3").master("a", 5));
            assertAsks(decide(Optional.of(early), followed), "b");
            isMaster("b");

            assertFollows("b", 6, false, true, decide(Optional.of(early), followed));
        }

        @Test
        void shouldTakeTheEpochThatFollowsAndNotTheAnnouncedOne() {
            Reign exaggerated = new Reign(node("b/id-b"), 999, 5, Set.of(), NOW - 1_000);
            isMaster("b");

            assertFollows("b", 6, false, true, decide(Optional.of(exaggerated), votes(3, by("s1").master("b", 6))));
        }

        @Test
        void shouldCloseWhenTheEpochDoesNotFollow() {
            isMaster("b");

            assertAsks(decide(earlySince(NOW - 1_999), ALL_NAME_A));
            assertCloses(Cause.UNCONFIRMED, decide(earlySince(NOW - 2_000), ALL_NAME_A));
            failover.close();
            assertHolds(decide(earlySince(NOW - 60_000), votes(3)));
        }

        @Test
        void shouldFollowWhateverElectionComesNext() {
            failover.close();
            isMaster("c");
            assertFollows("c", 7, false, true, decide(earlySince(NOW - 60_000), votes(3, by("s2").master("c", 7))));
            isMaster("b");
            assertFollows("b", 7, false, true, decide(earlySince(NOW - 60_000), votes(3, by("s2").master("b", 7))));
        }

        @Test
        void shouldGoBackToTheFormerMasterWhenItHasWaitedLongEnough() {
            isMaster("a");
            isMaster("b");
            failover.close();

            assertHolds(decide(earlySince(NOW - 4_999), ALL_NAME_A));
            assertFollows("a", 5, true, true, decide(earlySince(NOW - 5_000), ALL_NAME_A));
        }

        @Test
        void shouldGoBackToTheFormerMasterWhenTheNewOneIsNone() {
            isMaster("a");
            wasMasterUntil("b", NOW - 3_000);

            assertFollows("a", 5, true, true, decide(earlySince(NOW - 3_500), ALL_NAME_A));
        }

        @Test
        void shouldNotGoBackToAFormerMasterThatIsGone() {
            isNoMaster("a");
            failover.close();

            assertHolds(decide(earlySince(NOW - 60_000), ALL_NAME_A), "a");
        }

        private Optional<Reign> earlySince(long since) {
            return Optional.of(new Reign(early.master(), early.epoch(), early.floor(), early.replicas(), since));
        }
    }

    private Decision afterA(Votes votes) {
        return decide(Optional.of(OF_A), votes);
    }

    private Decision decide(Optional<Reign> reign, Votes votes) {
        return MasterRule.decide(reign, votes, roles, failover, terms(discovery), NOW);
    }

    private static Terms terms(Discovery discovery) {
        return new Terms(discovery, ROLLBACK_AFTER, EAGER_GUARD);
    }

    private void announce(Kind kind) {
        announce(kind, 6, NOW);
    }

    private void announce(Kind kind, long epoch, long at) {
        failover.heard("s1", "127.0.0.1:1", kind, Optional.of(node("b")), epoch, at);
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
        assertFollows(node, epoch, rollback, true, decision);
    }

    private static void assertFollows(String node, long epoch, boolean rollback, boolean confirmed, Decision decision) {
        Decision.Follow follow = assertInstanceOf(Decision.Follow.class, decision);
        assertEquals(address(node), follow.node().address());
        assertEquals(epoch, follow.epoch());
        assertEquals(rollback, follow.rollback());
        assertEquals(confirmed, follow.confirmed());
    }

    /** Nothing is published, and these nodes are asked, no others. */
    private static void assertAsks(Decision decision, String... nodes) {
        assertEquals(new Decision.Wait(addresses(nodes), false), decision);
    }

    /** As {@link #assertAsks}, and there is a reason to hold the followers up. */
    private static void assertHolds(Decision decision, String... nodes) {
        assertEquals(new Decision.Wait(addresses(nodes), true), decision);
    }

    private static void assertCloses(Cause cause, Decision decision, String... nodes) {
        assertEquals(new Decision.Close(cause, addresses(nodes)), decision);
    }

    private static Set<Address> addresses(String... nodes) {
        return Stream.of(nodes).map(Report::address).collect(Collectors.toSet());
    }
}
