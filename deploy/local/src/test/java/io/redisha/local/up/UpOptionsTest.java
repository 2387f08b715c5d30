package io.redisha.local.up;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpOptionsTest {

    @Test
    void shouldUseThePortsOfTheReadmeUnlessToldOtherwise() {
        UpOptions options = UpOptions.parse();

        assertEquals(Map.ofEntries(Map.entry("redis-1", 7001), Map.entry("redis-2", 7002), Map.entry("redis-3", 7003),
                Map.entry("sentinel-1", 26379), Map.entry("sentinel-2", 26380), Map.entry("sentinel-3", 26381),
                Map.entry("sentinel-watcher", 8080), Map.entry("proxy-service", 6379), Map.entry("gateway-service", 7379),
                Map.entry("management of sentinel-watcher", 9000), Map.entry("management of proxy-service", 9001),
                Map.entry("management of gateway-service", 9002)), options.ports());
        assertFalse(options.asNative());
        assertEquals(Duration.ofMillis(1500), options.downAfter());
        assertEquals(Optional.of(Duration.ofSeconds(5)), options.restartAfter());
    }

    @Test
    void shouldTakeEveryOption() {
        UpOptions options = UpOptions.parse("--redis-ports", "1,2,3,4", "--sentinel-ports", "5", "--watcher-port", "6",
                "--proxy-port", "7", "--gateway-port", "8", "--management-ports", "9,10,11", "--native", "--down-after",
                "500", "--restart-after", "never");

        assertEquals(new UpOptions(List.of(1, 2, 3, 4), List.of(5), 6, 7, 8, List.of(9, 10, 11), true,
                Duration.ofMillis(500), Optional.empty()), options);
        assertTrue(options.asNative());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "--redis-port 7001 | unknown option --redis-port",
            "--proxy-port | --proxy-port needs a value",
            "--proxy-port http | --proxy-port: http is not a number between 1 and 65535",
            "--proxy-port 70000 | --proxy-port: 70000 is not a number between 1 and 65535",
            "--redis-ports 7001,,7003 | --redis-ports:  is not a number between 1 and 65535",
            "--management-ports 9000 | --management-ports needs three ports: of watcher, proxy and gateway",
            "--redis-ports 1,2,3,4,5,6,7,8,9,10 | more than 9 Redis nodes or Sentinels",
            "--down-after 5 | --down-after: 5 is not a number between 100 and 600000",
            "--restart-after soon | --restart-after: soon is not a number between 0 and 3600",
            "--proxy-port 7002 | port 7002 is given to both redis-2 and proxy-service" })
    void shouldSayWhatIsWrong(String line, String message) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, () -> UpOptions.parse(line.split(" ")))
                .getMessage());
    }
}
