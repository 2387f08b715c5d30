package io.redisha.watcher.master;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.redisha.watcher.redis.Address;

class RoleSightingsTest {

    private static final Address NODE = new Address("a", 1);
    private static final Duration LONG = Duration.ofSeconds(3);

    private final RoleSightings roles = new RoleSightings();

    @Test
    void shouldKnowNothingOfANodeThatWasNotAsked() {
        assertFalse(roles.isMaster(NODE, 0, 1_000));
        assertFalse(roles.hasNotBeenMasterFor(LONG, NODE, 1_000_000));
    }

    @Test
    void shouldBelieveANodeForAShortTime() {
        roles.saw(NODE, true, 1_000);

        assertTrue(roles.isMaster(NODE, 0, 2_000));
        assertFalse(roles.isMaster(NODE, 0, 2_001));
        assertFalse(roles.isMaster(NODE, 1_000, 2_000), "it said so before the moment in question");
    }

    @Test
    void shouldSayThatAWordIsAgingBeforeItIsTooOld() {
        assertFalse(roles.isAging(NODE, 1_000));
        roles.saw(NODE, true, 1_000);

        assertFalse(roles.isAging(NODE, 1_500));
        assertTrue(roles.isAging(NODE, 1_501));
    }

    @Test
    void shouldCountTheTimeFromTheFirstWordAsAnythingElse() {
        roles.saw(NODE, true, 1_000);
        roles.saw(NODE, false, 2_000);
        roles.saw(NODE, false, 3_000);

        assertFalse(roles.isMaster(NODE, 0, 3_000));
        assertFalse(roles.hasNotBeenMasterFor(LONG, NODE, 4_999));
        assertTrue(roles.hasNotBeenMasterFor(LONG, NODE, 5_000));
        roles.saw(NODE, true, 5_000);
        assertFalse(roles.hasNotBeenMasterFor(LONG, NODE, 9_000));
        roles.saw(NODE, false, 9_000);
        assertFalse(roles.hasNotBeenMasterFor(LONG, NODE, 9_001), "it was one in between");
    }

    @Test
    void shouldCountFromTheFirstQuestionForANodeThatNeverWas() {
        roles.saw(NODE, false, 1_000);

        assertFalse(roles.hasNotBeenMasterFor(LONG, NODE, 3_999));
        assertTrue(roles.hasNotBeenMasterFor(LONG, NODE, 4_000));
    }

    @Test
    void shouldForgetTheOldestOfManyNodes() {
        roles.saw(NODE, true, 1);
        for (int port = 1; port <= 1_000; port++) {
            roles.saw(new Address("b", port), true, 1);
        }

        assertFalse(roles.isMaster(NODE, 0, 1));
        assertTrue(roles.isMaster(new Address("b", 1_000), 0, 1));
    }
}
