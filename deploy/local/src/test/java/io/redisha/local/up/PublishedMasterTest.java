package io.redisha.local.up;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;

import org.junit.jupiter.api.Test;

class PublishedMasterTest {

    @Test
    void shouldReadTheMasterAndNotItsReplicasWhateverTheOrder() {
        PublishedMaster first = PublishedMaster.parse(" {\"name\":\"mymaster\",\"phase\":\"stable\",\"host\":\"127.0.0.1\","
                + "\"port\":7001,\"sentinels\":{\"known\":3},\"replicas\":[{\"host\":\"h\",\"port\":1}]}");
        PublishedMaster last = PublishedMaster.parse("{\"replicas\": [{\"host\": \"h\", \"port\": 1, \"more\": {\"host\": 2}}],"
                + " \"sentinels\": {\"known\": 3}, \"phase\": \"stable\", \"port\": 7001, \"host\": \"127.0.0.1\"}");

        assertEquals(new PublishedMaster("stable", Optional.of("127.0.0.1:7001")), first);
        assertEquals(first, last);
    }

    @Test
    void shouldReadAMasterNobodyKnows() {
        assertEquals(new PublishedMaster("unknown", Optional.empty()),
                PublishedMaster.parse("{\"phase\":\"unknown\",\"host\":null,\"port\":null,\"replicas\":[]}"));
    }

    @Test
    void shouldRefuseSomethingElse() {
        assertThrows(IllegalArgumentException.class, () -> PublishedMaster.parse("{\"error\":\"no such master\"}"));
    }
}
