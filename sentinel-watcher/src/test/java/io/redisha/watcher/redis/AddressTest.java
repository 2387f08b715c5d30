package io.redisha.watcher.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

    @ParameterizedTest
    @CsvSource({ "localhost:26379,localhost,26379", "' 10.0.0.1:1 ',10.0.0.1,1", "Redis-0.Redis:65535,redis-0.redis,65535",
            "[::1]:26379,::1,26379", "svc_sentinel:7,svc_sentinel,7" })
    void shouldReadHostAndPort(String text, String host, int port) {
        assertEquals(new Address(host, port), Address.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "localhost", ":26379", "localhost:", "localhost:port", "localhost:0", "localhost:65536",
            "localhost:-1", "::1:26379", "[]:1", "a b:1", "redis://a:1", "a/b:1" })
    void shouldRefuseWhatIsNoAddress(String text) {
        assertThrows(IllegalArgumentException.class, () -> Address.parse(text));
    }

    @Test
    void shouldPrintNothingOfAPeerThatIsNotPrintable() {
        String message = assertThrows(IllegalArgumentException.class,
                () -> new Address("evil\n\u001b[2J" + "x".repeat(9_999), 1))
                .getMessage();

        assertFalse(message.chars().anyMatch(Character::isISOControl), message);
        assertTrue(message.length() < 400, message);
    }

    @ParameterizedTest
    @ValueSource(strings = { "localhost:26379", "[fe80::1]:26379" })
    void shouldWriteWhatItReads(String text) {
        assertEquals(text, Address.parse(text).toString());
    }

    @Test
    void shouldTakeTheSameAddressOrTheSameProcessAsTheSameNode() {
        RedisNode named = new RedisNode(Address.parse("redis-0:6379"), "id-0");

        assertTrue(named.isSame(new RedisNode(Address.parse("REDIS-0:6379"), "after a restart")));
        assertTrue(named.isSame(new RedisNode(Address.parse("10.0.0.1:6379"), "id-0")));
        assertFalse(named.isSame(new RedisNode(Address.parse("10.0.0.1:6379"), "id-1")));
        assertFalse(new RedisNode(Address.parse("a:1"), "").isSame(new RedisNode(Address.parse("b:1"), "")));
    }
}
