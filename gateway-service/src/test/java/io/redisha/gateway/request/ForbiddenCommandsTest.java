package io.redisha.gateway.request;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForbiddenCommandsTest {

    @ParameterizedTest
    @ValueSource(strings = { "MULTI", "exec", "Watch/k", "DISCARD", "SELECT/1", "AUTH/x", "HELLO/3", "RESET", "QUIT",
            "MONITOR", "SUBSCRIBE/c", "psubscribe/c", "SSUBSCRIBE/c", "UNSUBSCRIBE", "PUNSUBSCRIBE", "SUNSUBSCRIBE", "SYNC",
            "PSYNC/?/-1", "REPLCONF/ACK/0", "POST/x", "Host:/x", "CLIENT/REPLY/OFF", "client/tracking/on",
            "CLIENT/SETNAME/x", "CLIENT/NO-EVICT/on", "CLIENT/NO-TOUCH/on", "CLIENT/SETINFO/lib-name/x",
            "CLIENT/CACHING/yes", "SCRIPT/DEBUG/yes", "7/MULTI" })
    void shouldRefuseWhatChangesASharedConnection(String path) {
        ForbiddenRequestException refusal = assertThrows(ForbiddenRequestException.class,
                () -> ForbiddenCommands.check(command(path)));

        assertTrue(refusal.getMessage().contains(" "), refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = { "M", "E", "MULT", "EXECUTE", "UNWATCH", "PUBLISH/c/m", "PUBSUB/CHANNELS", "CLIENT", "CLIENT/LIST",
            "CLIENT/GETNAME", "SCRIPT/LOAD/x", "CONFIG/GET/x", "SELECTED", "EVAL/x/0", "GET/MULTI", "BLPOP/k/1" })
    void shouldLetEverythingElsePass(String path) {
        assertDoesNotThrow(() -> ForbiddenCommands.check(command(path)));
    }

    @Test
    void shouldSayHowADatabaseIsChosen() {
        ForbiddenRequestException refusal = assertThrows(ForbiddenRequestException.class,
                () -> ForbiddenCommands.check(command("SELECT/7")));

        assertTrue(refusal.getMessage().contains("/7/GET/key"), refusal.getMessage());
    }

    private static RedisCommand command(String path) {
        return CommandPath.parse(path.getBytes(StandardCharsets.US_ASCII)).command();
    }
}
