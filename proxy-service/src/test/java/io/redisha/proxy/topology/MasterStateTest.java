package io.redisha.proxy.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasterStateTest {

    @Test
    void shouldReadWhatItActsOnAndIgnoreTheRest() {
        MasterState state = MasterState.parse("""
                {"name":"m","phase":"switching","host":"redis-1","port":6379,"epoch":7,"generation":3,"confirmed":false,
                "rollback":true,"replicas":[{"host":"x","port":1,"state":"online"}],"new":{}}""");
        assertEquals(new MasterState(true, true, "redis-1", 6379, 7, 3, false, true), state);
    }

    /** The watcher's tests hold it to the same file. */
    @Test
    void shouldReadWhatTheWatcherPublishes() throws IOException {
        Path published = Path.of("../sentinel-watcher/src/test/resources/contract/master-event.json");
        assertEquals(new MasterState(true, false, "redis-1.redis", 6379, 7, 2, true, false),
                MasterState.parse(Files.readString(published)));
    }

    @Test
    void shouldKnowThatNothingIsKnown() {
        assertFalse(MasterState.parse("{\"phase\":\"unknown\",\"host\":null,\"port\":null,\"epoch\":null}").known());
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "[]", "nonsense", "{}", "{\"phase\":\"odd\"}", "{\"phase\":\"stable\"}",
            "{\"phase\":\"stable\",\"host\":\"\",\"port\":1,\"epoch\":1}",
            "{\"phase\":\"stable\",\"host\":\"a\",\"port\":0,\"epoch\":1}",
            "{\"phase\":\"stable\",\"host\":\"a\",\"port\":\"x\",\"epoch\":1}",
            "{\"phase\":\"stable\",\"host\":\"a\",\"port\":1,\"epoch\":-1}" })
    void shouldRefuseWhatIsNoState(String json) {
        assertThrows(IllegalArgumentException.class, () -> MasterState.parse(json));
    }
}
