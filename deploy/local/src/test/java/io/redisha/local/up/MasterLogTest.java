package io.redisha.local.up;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

class MasterLogTest {

    private static final String A = "127.0.0.1:7001";
    private static final String B = "127.0.0.1:7002";

    private final List<String> events = new ArrayList<>();
    private long millis = 100_000;
    private final MasterLog log = new MasterLog(() -> TimeUnit.MILLISECONDS.toNanos(millis), events::add);

    @Test
    void shouldCountFromTheFirstTimeTheOldMasterDidNotAnswerAsOne() {
        stable(A);
        probed(A, true);
        after(50).probed(A, false);
        after(50).probed(A, false);
        after(2_000).published("switching", A);
        after(260).stable(B);

        assertEquals(List.of("master is " + A, "failover of master " + A + " is under way: requests wait",
                "master changed from " + A + " to " + B + ", took 2310 ms"), events);
        assertEquals(Optional.of(B), log.master());
    }

    @Test
    void shouldCountFromTheAnnouncementOfAPlannedSwitch() {
        stable(A);
        after(50).published("switching", A);
        after(20).probed(A, true);
        after(180).stable(B);

        assertEquals("master changed from " + A + " to " + B + ", took 200 ms", events.get(2));
    }

    @Test
    void shouldForgetAShortSilence() {
        stable(A);
        probed(A, false);
        after(50).probed(A, true);
        after(3_000).probed(A, true);
        after(1_000).probed(A, false);
        after(30).stable(B);

        assertEquals("master changed from " + A + " to " + B + ", took 30 ms", events.get(1));
    }

    @Test
    void shouldCountASilenceAfterWhichTheOldMasterWasBackForAMoment() {
        stable(A);
        probed(A, false);
        after(1_500).probed(A, true);
        after(700).probed(A, true);
        stable(B);

        assertEquals("master changed from " + A + " to " + B + ", took 2200 ms", events.get(1));
    }

    @Test
    void shouldNotCountTheAnswersOfAnother() {
        stable(A);
        stable(B);
        probed(A, false);
        after(500).stable(A);

        assertEquals("master changed from " + B + " to " + A + ", took 0 ms", events.get(2));
    }

    @Test
    void shouldTellOfAFailoverThatDidNotHappen() {
        stable(A);
        published("switching", A);
        published("switching", A);
        after(700).stable(A);
        stable(A);

        assertEquals(List.of("master is " + A, "failover of master " + A + " is under way: requests wait",
                "master is still " + A + ", requests waited 700 ms"), events);
    }

    @Test
    void shouldTellThatNoMasterIsKnown() {
        log.published(new PublishedMaster("unknown", Optional.empty()));

        assertEquals(List.of("sentinel-watcher knows no master"), events);
    }

    private MasterLogTest after(long passed) {
        millis += passed;
        return this;
    }

    private void stable(String address) {
        published("stable", address);
    }

    private void published(String phase, String address) {
        log.published(new PublishedMaster(phase, Optional.of(address)));
    }

    private void probed(String address, boolean answeredAsMaster) {
        log.probed(address, TimeUnit.MILLISECONDS.toNanos(millis), answeredAsMaster);
    }
}
