package io.redisha.proxy.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.redisha.proxy.upstream.Master;

class MasterChoiceTest {

    private final MasterChoice choice = new MasterChoice();

    private static MasterState stable(String host, long epoch) {
        return new MasterState(true, false, host, 6379, epoch, 1, true, false);
    }

    private static MasterState switching(String host, long epoch) {
        return new MasterState(true, true, host, 6379, epoch, 1, true, false);
    }

    private static MasterState rollback(String host, long epoch) {
        return new MasterState(true, false, host, 6379, epoch, 1, true, true);
    }

    private static MasterState announced(String host, long epoch) {
        return new MasterState(true, false, host, 6379, epoch, 1, false, false);
    }

    private static MasterState unknown() {
        return new MasterState(false, false, null, 0, 0, 0, true, false);
    }

    private static Map<String, MasterState> named(MasterState... present) {
        return IntStream.range(0, present.length).boxed()
                .collect(Collectors.toMap(number -> "w" + number, number -> present[number]));
    }

    private Master decide(MasterState... present) {
        return choice.decide(named(present)).orElseThrow().master();
    }

    private boolean open(MasterState... present) {
        return choice.decide(named(present)).orElseThrow().open();
    }

    @Test
    void shouldKnowNoMasterAtFirst() {
        assertEquals(Optional.empty(), choice.decide(Map.of()));
        assertEquals(Optional.empty(), choice.decide(named(unknown())));
    }

    @Test
    void shouldTakeTheHighestEpoch() {
        Master master = decide(stable("a", 3), stable("b", 4), unknown());
        assertEquals(new Master("b", 6379, 4, 1), master);
    }

    @Test
    void shouldCountAGenerationForEachAddress() {
        assertEquals(1, decide(stable("a", 1)).generation());
        assertEquals(1, decide(stable("a", 2)).generation());
        assertEquals(2, decide(stable("b", 3)).generation());
        assertEquals(3, decide(stable("a", 4)).generation());
    }

    @Test
    void shouldNotGoBackInEpoch() {
        decide(stable("b", 5));
        assertEquals("b", decide(stable("a", 4)).host());
        assertEquals("b", decide().host());
    }

    @Test
    void shouldGoBackByARollback() {
        decide(stable("b", 9));
        assertEquals("a", decide(rollback("a", 5)).host());
        assertEquals("a", decide(stable("a", 5)).host(), "the floor has gone down with it");
    }

    @Test
    void shouldPreferTheFollowedAddressAtOneEpoch() {
        decide(stable("a", 5));
        assertEquals("a", decide(stable("b", 5), stable("a", 5)).host());
        assertEquals("a", decide(stable("a", 5), stable("b", 5)).host());
    }

    @Test
    void shouldCloseTheGateIfAnyWatcherSeesASwitch() {
        assertTrue(open(stable("a", 5)));
        assertFalse(open(stable("a", 5), switching("a", 5)));
        assertTrue(open(stable("b", 6), switching("a", 5)), "a switch that is over for another watcher");
    }

    @Test
    void shouldNameTheWatcherWhoseWordItIs() {
        assertEquals("watcher w1, its generation 1",
                choice.decide(named(stable("a", 5), switching("a", 5))).orElseThrow().source());
        assertEquals("watcher w0, its generation 1",
                choice.decide(named(stable("b", 6), switching("a", 5))).orElseThrow().source());
    }

    @Test
    void shouldNotTakeAnAnnouncedEpochAsAFloor() {
        decide(stable("a", 5));
        assertEquals("b", decide(announced("b", 6)).host());
        assertEquals("a", decide(stable("a", 5)).host(), "the announced switch did not happen");
    }

    @Test
    void shouldStayWithoutWatchers() {
        decide(stable("a", 5));
        assertTrue(open());
        assertEquals("a", decide(unknown()).host());
    }
}
