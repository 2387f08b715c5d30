package io.redisha.watcher.sentinel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.redisha.watcher.redis.Address;
import io.redisha.watcher.sentinel.SentinelEvent.Kind;

class SentinelEventTest {

    private static final Address A = new Address("10.0.0.7", 6379);
    private static final Address B = new Address("10.0.0.8", 6380);

    @ParameterizedTest
    @CsvSource({ "+odown,DOWN", "-odown,UP", "+try-failover,TRIED", "+elected-leader,ELECTED",
            "+failover-state-select-slave,SELECTING", "+failover-state-reconf-slaves,RECONFIGURING",
            "-failover-abort-not-elected,ABORTED", "-failover-abort-no-good-slave,ABORTED",
            "-failover-abort-slave-timeout,ABORTED" })
    void shouldReadWhatIsSaidOfAMaster(String channel, Kind kind) {
        assertEquals(Optional.of(new SentinelEvent(kind, "mymaster", A, Optional.empty())),
                SentinelEvent.read(channel, "master mymaster 10.0.0.7 6379"));
        assertEquals(Optional.of(new SentinelEvent(kind, "mymaster", A, Optional.empty())),
                SentinelEvent.read(channel, "master mymaster 10.0.0.7 6379 #quorum 2/2"));
    }

    @ParameterizedTest
    @CsvSource({ "+selected-slave,SELECTED", "+failover-state-send-slaveof-noone,DEMANDED",
            "+failover-state-wait-promotion,AWAITED", "+promoted-slave,PROMOTED" })
    void shouldReadWhatIsSaidOfAReplica(String channel, Kind kind) {
        assertEquals(Optional.of(new SentinelEvent(kind, "mymaster", A, Optional.of(B))),
                SentinelEvent.read(channel, "slave 10.0.0.8:6380 10.0.0.8 6380 @ mymaster 10.0.0.7 6379"));
    }

    @Test
    void shouldReadASwitch() {
        assertEquals(Optional.of(new SentinelEvent(Kind.SWITCHED, "mymaster", A, Optional.of(B))),
                SentinelEvent.read("+switch-master", "mymaster 10.0.0.7 6379 10.0.0.8 6380"));
    }

    @ParameterizedTest
    @CsvSource({ "+sdown,master mymaster 10.0.0.7 6379", "+new-epoch,8", "+vote-for-leader,abc 8", "+odown,''", "+odown,master",
            "+odown,master mymaster 10.0.0.7", "+odown,master mymaster 10.0.0.7 x", "+odown,master mymaster no!host 1",
            "+odown,master mymaster 10.0.0.7 0", "+selected-slave,slave b 10.0.0.8 6380",
            "+selected-slave,slave b 10.0.0.8 6380 # mymaster 10.0.0.7 6379",
            "+selected-slave,slave b 10.0.0.8 6380 @ mymaster",
            "+switch-master,mymaster 10.0.0.7 6379", "+ODOWN,master mymaster 10.0.0.7 6379" })
    void shouldNotReadWhatIsNoStepOfAFailoverOrMakesNoSense(String channel, String message) {
        assertEquals(Optional.empty(), SentinelEvent.read(channel, message));
    }

    @Test
    void shouldNotReadWhatIsTooLong() {
        assertEquals(Optional.empty(), SentinelEvent.read("+odown", "master mymaster 10.0.0.7 6379" + " ".repeat(4_000)));
    }

    @ParameterizedTest
    @CsvSource({ "+new-epoch,8,8", "+new-epoch,0,0", "+new-epoch,-1,", "+new-epoch,99999999999999999999,", "+new-epoch,x,",
            "+new-epoch,'',", "+vote-for-leader,8," })
    void shouldReadTheEpochOfAnElection(String channel, String message, Long epoch) {
        assertEquals(Optional.ofNullable(epoch), SentinelEvent.newEpoch(channel, message));
    }
}
