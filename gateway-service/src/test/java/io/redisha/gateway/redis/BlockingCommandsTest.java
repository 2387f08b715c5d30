package io.redisha.gateway.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.redisha.gateway.request.CommandPath;

class BlockingCommandsTest {

    @ParameterizedTest
    @CsvSource({
            "BLPOP/a/b/5, 5000", "brpop/a/0.25, 250", "BRPOPLPUSH/a/b/1, 1000", "BLMOVE/a/b/LEFT/RIGHT/2, 2000",
            "BZPOPMIN/a/3, 3000", "BZPOPMAX/a/1e1, 10000", "BLMPOP/7/1/a/LEFT, 7000", "BZMPOP/0.5/1/a/MIN, 500",
            "WAIT/1/300, 300", "WAITAOF/1/1/400, 400", "XREAD/BLOCK/250/STREAMS/s/$, 250",
            "XREAD/COUNT/1/block/250/STREAMS/s/$, 250", "XREADGROUP/GROUP/g/c/BLOCK/100/STREAMS/s/>, 100",
            "XREADGROUP/GROUP/BLOCK/7/BLOCK/100/STREAMS/s/>, 100" })
    void shouldKnowHowLongACommandBlocks(String path, long millis) {
        assertEquals(Optional.of(Duration.ofMillis(millis)), timeout(path));
    }

    @ParameterizedTest
    @ValueSource(strings = { "BLPOP/a/0", "BRPOP/a/0.0", "BLMPOP/0/1/a/LEFT", "WAIT/1/0", "XREAD/BLOCK/0/STREAMS/s/$" })
    void shouldKnowThatZeroIsForEver(String path) {
        assertEquals(Optional.of(Duration.ZERO), timeout(path));
    }

    @ParameterizedTest
    @ValueSource(strings = { "GET/k", "LPOP/a", "XREAD/STREAMS/s/0", "XREAD/COUNT/1/STREAMS/BLOCK/0", "XRANGE/s/-/BLOCK",
            "XREADGROUP/GROUP/g/BLOCK/STREAMS/s/>", "XREAD", "XADD/s/*/BLOCK/0" })
    void shouldKnowWhatDoesNotBlock(String path) {
        assertEquals(Optional.empty(), timeout(path));
    }

    @ParameterizedTest
    @ValueSource(strings = { "BLPOP", "BLPOP/a/x", "BLPOP/a/-1", "BLPOP/a/NaN", "BLPOP/a/", "XREAD/BLOCK", "BLMPOP",
            "XREAD/BLOCK/x/STREAMS/s/$" })
    void shouldBoundWhatRedisWillRefuse(String path) {
        assertEquals(Optional.of(Duration.ofMillis(1)), timeout(path));
    }

    @ParameterizedTest
    @ValueSource(strings = { "BLPOP/a/1e300", "WAIT/1/99999999999999999999" })
    void shouldBoundAnEndlessTimeout(String path) {
        assertEquals(Optional.of(Duration.ofDays(1)), timeout(path));
    }

    private static Optional<Duration> timeout(String path) {
        return BlockingCommands.timeout(CommandPath.parse(path.getBytes(StandardCharsets.US_ASCII)).command());
    }
}
