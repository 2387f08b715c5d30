package io.redisha.watcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.redisha.watcher.redis.Address;
import io.smallrye.config.ConfigValidationException;

class ConfigCheckTest {

    @Test
    void shouldFindNothingWrongWithTheDefaults() {
        WatcherConfig config = Fixture.config(Map.of());

        assertEquals(List.of(), ConfigCheck.problems(config));
        assertEquals(List.of(new Address("localhost", 26379)), config.sentinels());
        assertEquals(List.of("mymaster"), config.masters());
        assertEquals(Discovery.PROMOTED, config.discovery());
    }

    @Test
    void shouldTakeListsAndBrackets() {
        WatcherConfig config = Fixture.config(Map.of("sentinels", "a:1, [::1]:2", "masters", "one,two", "discovery", "eager"));

        assertEquals(List.of(new Address("a", 1), new Address("::1", 2)), config.sentinels());
        assertEquals(List.of("one", "two"), config.masters());
        assertEquals(Discovery.EAGER, config.discovery());
    }

    @ParameterizedTest
    @CsvSource({ "poll-interval,9ms", "poll-interval,11s", "switching-poll-interval,9ms",
            "drain-limit,999ms", "eager-guard,61s", "ask-timeout,49ms", "role-interval,99ms", "role-timeout,31s",
            "rollback-after,999ms", "forget-after,9s", "resolve-interval,2h", "reconnect-min,9ms", "reconnect-max,99ms",
            "heartbeat,5s", "masters,'a,a'", "masters,a b", "sentinel.password-file,/nowhere", "redis.username,lonely",
            "token-file,/nowhere" })
    void shouldNameTheKeyOfAValueOutOfRange(String key, String value) {
        List<String> problems = ConfigCheck.problems(Fixture.config(Map.of(key, value)));

        assertEquals(1, problems.size(), problems::toString);
        String variable = "WATCHER_" + key.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
        assertTrue(problems.get(0).startsWith("watcher." + key + " (" + variable + ") "), problems::toString);
    }

    @ParameterizedTest
    @CsvSource({ "sentinels,nocolon", "sentinels,'ok:1,::1:2'", "sentinels,''", "masters,','", "discovery,sometimes",
            "poll-interval,often" })
    void shouldNameTheKeyOfAValueThatCannotBeRead(String key, String value) {
        String message = assertThrows(ConfigValidationException.class, () -> Fixture.config(Map.of(key, value))).getMessage();

        assertTrue(message.contains("watcher." + key), message);
    }

    @Test
    void shouldFindAllProblemsAtOnce() {
        assertEquals(2, ConfigCheck.problems(Fixture.config(Map.of("heartbeat", "1m", "poll-interval", "1h"))).size());
    }
}
