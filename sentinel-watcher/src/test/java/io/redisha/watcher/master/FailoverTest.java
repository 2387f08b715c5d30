package io.redisha.watcher.master;

import static io.redisha.watcher.master.Report.node;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.redisha.watcher.master.Failover.Effect;
import io.redisha.watcher.redis.RedisNode;
import io.redisha.watcher.sentinel.SentinelEvent.Kind;

/** The table of events, event by event. Times are in milliseconds; an announcement counts for 5 s. */
class FailoverTest {

    private static final long LIMIT = 5_000;
    private static final Optional<RedisNode> NONE = Optional.empty();
    private static final Optional<RedisNode> B = Optional.of(node("b"));

    private final Failover failover = new Failover(Duration.ofMillis(LIMIT));

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = { "DOWN", "ELECTED", "SELECTING", "SELECTED", "DEMANDED", "AWAITED" })
    void shouldTakeAnyOfTheseAsAnAnnouncement(Kind kind) {
        assertEquals(Effect.ANNOUNCED, hear("s1", kind, 0));

        assertTrue(failover.isAnnounced(0));
        assertEquals(kind, failover.of("s1").orElseThrow().step());
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = { "TRIED", "PROMOTED", "RECONFIGURING", "SWITCHED", "UP", "ABORTED" })
    void shouldNotTakeAnyOfTheseAsAnAnnouncement(Kind kind) {
        assertEquals(Effect.NOTHING, hear("s1", kind, 0));

        assertFalse(failover.isAnnounced(0));
    }

    @Test
    void shouldCountUpToTheDrainLimitAfterTheLastNewStep() {
        hear("s1", Kind.DOWN, 0);
        assertTrue(failover.isAnnounced(LIMIT - 1));
        assertEquals(Effect.ADVANCED, hear("s1", Kind.ELECTED, 1_000));
        assertEquals(Effect.ADVANCED, hear("s1", Kind.SELECTED, 2_000));
        assertEquals(Effect.ADVANCED, hear("s1", Kind.PROMOTED, 3_000));

        assertTrue(failover.isAnnounced(3_000 + LIMIT - 1));
        assertFalse(failover.isAnnounced(3_000 + LIMIT));
        assertEquals(3_000 + LIMIT, failover.quietSince());
    }

    @Test
    void shouldNotCountLongerForWhatIsToldAgain() {
        hear("s1", Kind.SELECTING, 0);

        assertEquals(Effect.NOTHING, hear("s1", Kind.SELECTING, 4_000));
        assertEquals(Effect.NOTHING, hear("s1", Kind.ELECTED, 4_000));
        assertEquals(Effect.NOTHING, hear("s1", Kind.DOWN, 4_000));

        assertFalse(failover.isAnnounced(LIMIT));
    }

    @Test
    void shouldTakeBackDownByUp() {
        hear("s1", Kind.DOWN, 0);

        assertEquals(Effect.WITHDRAWN, hear("s1", Kind.UP, 700));

        assertFalse(failover.isAnnounced(700));
        assertEquals(700, failover.quietSince());
    }

    @Test
    void shouldNotTakeBackALeadersWorkByUp() {
        hear("s1", Kind.DOWN, 0);
        hear("s1", Kind.ELECTED, 100);

        assertEquals(Effect.NOTHING, hear("s1", Kind.UP, 700), "a leader goes on although the master is back");
        assertEquals(Effect.NOTHING, hear("s2", Kind.UP, 700));

        assertTrue(failover.isAnnounced(700));
    }

    @Test
    void shouldTakeBackEverythingByAnAbort() {
        hear("s1", Kind.DOWN, 0);
        hear("s1", Kind.ELECTED, 100);
        hear("s1", Kind.AWAITED, 300);

        assertEquals(Effect.WITHDRAWN, hear("s1", Kind.ABORTED, 700));

        assertFalse(failover.isAnnounced(700));
    }

    @Test
    void shouldGoOnAsLongAsAnotherSentinelSaysSo() {
        hear("s1", Kind.DOWN, 0);
        hear("s2", Kind.DOWN, 10);

        hear("s1", Kind.UP, 700);
        assertTrue(failover.isAnnounced(700));
        hear("s2", Kind.UP, 800);
        assertFalse(failover.isAnnounced(800));
    }

    @Test
    void shouldFollowTheLeaderThatHasComeFurthest() {
        hear("s1", Kind.DOWN, 0);
        assertEquals(Optional.of(Kind.DOWN), failover.of("s1").map(Announcement::step));
        assertEquals(Optional.empty(), failover.leader(0), "who only says that it is down leads nothing");

        failover.heard("s2", "x", Kind.TRIED, NONE, 8, 100);
        failover.heard("s2", "x", Kind.ELECTED, NONE, 9, 200);
        failover.heard("s2", "x", Kind.SELECTED, B, 9, 300);
        failover.heard("s1", "x", Kind.ELECTED, NONE, 9, 300);
        failover.heard("s2", "x", Kind.AWAITED, NONE, 9, 400);

        Announcement leader = failover.leader(400).orElseThrow();
        assertEquals("s2", leader.sentinel());
        assertEquals(8, leader.epoch(), "the epoch in which it has begun, whatever it heard of since");
        assertEquals(B, leader.replica());
        assertEquals(Optional.empty(), failover.leader(400 + LIMIT));
    }

    @Test
    void shouldTakeANewElectionOfTheSameSentinelAsAnotherFailoverThatCountsNoLonger() {
        failover.heard("s1", "x", Kind.TRIED, NONE, 8, 0);
        failover.heard("s1", "x", Kind.SELECTED, B, 8, 100);

        failover.heard("s1", "x", Kind.TRIED, NONE, 9, 1_000);

        assertEquals(9, failover.of("s1").orElseThrow().epoch());
        assertEquals(NONE, failover.of("s1").orElseThrow().replica());
        assertFalse(failover.isAnnounced(100 + LIMIT));
    }

    @Test
    void shouldNotLetOneSentinelAloneHoldOnWithoutEnd() {
        failover.close();
        long now = 0;
        for (; now < 60_000 && (now == 0 || failover.isAnnounced(now)); now += 1_000) {
            hear("liar", Kind.TRIED, now);
            hear("liar", Kind.ELECTED, now);
            hear("liar", Kind.AWAITED, now);
        }

        assertEquals(2 * LIMIT, now);
    }

    @Test
    void shouldNotLetItAnnounceAgainBeforeTheMasterIsAsked() {
        failover.close();
        long announced = 0;
        for (long now = 0; now < 60_000; now++) {
            hear("liar", Kind.TRIED, now);
            hear("liar", Kind.ELECTED, now);
            announced += failover.isAnnounced(now) ? 1 : 0;
        }

        // All of its credit at once, then a sixth of the rest of the minute.
        assertEquals(2 * LIMIT + (60_000 - 2 * LIMIT) / 6, announced, 1_000);
    }

    @Test
    void shouldDisbelieveASentinelThatAnnouncesAloneAndInVain() {
        announceInVain("liar", 0, LIMIT);
        announceInVain("liar", 10_000, 10_000 + LIMIT);

        // 10 s are charged, of which a sixth of 10 s is forgiven: enough for another time, but for a short one.
        assertEquals(Effect.ANNOUNCED, hear("liar", Kind.ELECTED, 15_000));
        failover.close();
        assertTrue(failover.isAnnounced(15_000 + 1_600));
        assertFalse(failover.isAnnounced(15_000 + 1_700));
        failover.reopen(16_700);

        assertEquals(Effect.DISBELIEVED, hear("liar", Kind.ELECTED, 16_700));
        assertFalse(failover.isAnnounced(16_700));
        assertEquals(Effect.ANNOUNCED, hear("s2", Kind.ELECTED, 16_700), "the others are believed as before");
        failover.over(16_700);
        assertEquals(Effect.ANNOUNCED, hear("liar", Kind.ELECTED, 80_000), "and so is the liar, after a minute");
    }

    @Test
    void shouldChargeAShortAnnouncementToo() {
        int believed = 0;
        for (int i = 0; i < 100; i++) {
            if (hear("liar", Kind.ELECTED, i) == Effect.ANNOUNCED) {
                believed++;
                failover.close();
                hear("liar", Kind.ABORTED, i);
                failover.reopen(i);
            }
        }

        assertEquals(10, believed);
    }

    @Test
    void shouldNotHoldItAgainstSentinelsThatAnnounceTogether() {
        for (int i = 0; i < 10; i++) {
            long now = i * 10_000L;
            assertEquals(Effect.ANNOUNCED, hear("s1", Kind.DOWN, now));
            assertEquals(Effect.ANNOUNCED, hear("s2", Kind.DOWN, now));
            failover.close();
            assertFalse(failover.isAnnounced(now + LIMIT));
            failover.reopen(now + LIMIT);
        }
    }

    @Test
    void shouldNotHoldAFailoverThatCameAgainstAnybody() {
        for (int i = 0; i < 100; i++) {
            assertEquals(Effect.ANNOUNCED, hear("s1", Kind.ELECTED, i));
            failover.close();
            hear("s1", Kind.ABORTED, i);
            hear("s1", Kind.ELECTED, i);
            failover.over(i);
        }
    }

    @Test
    void shouldBeForgottenWhenAnotherMasterIsPublished() {
        hear("s1", Kind.AWAITED, 0);
        failover.close();
        assertTrue(failover.isClosed());

        failover.over(0);

        assertFalse(failover.isClosed());
        assertFalse(failover.isAnnounced(0));
        assertEquals(Optional.empty(), failover.leader(0));
    }

    @Test
    void shouldBeQuietSinceTheLastReason() {
        failover.heldAt(3_000);
        assertEquals(3_000, failover.quietSince());
        failover.heldAt(2_000);
        assertEquals(3_000, failover.quietSince());
    }

    private void announceInVain(String sentinel, long from, long to) {
        assertEquals(Effect.ANNOUNCED, hear(sentinel, Kind.ELECTED, from));
        failover.close();
        assertFalse(failover.isAnnounced(to));
        failover.reopen(to);
    }

    private Effect hear(String sentinel, Kind kind, long now) {
        return failover.heard(sentinel, "127.0.0.1:1", kind, kind == Kind.SELECTED ? B : NONE, 8, now);
    }
}
