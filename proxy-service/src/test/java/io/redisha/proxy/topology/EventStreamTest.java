package io.redisha.proxy.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.vertx.core.buffer.Buffer;

class EventStreamTest {

    private final List<String> events = new ArrayList<>();
    private final EventStream stream = new EventStream(events::add);

    @Test
    void shouldTakeEventsHoweverTheyAreCut() {
        String bytes = ": heartbeat\n\nevent: master\nid: 1\ndata: {\"a\":\ndata:1}\n\nevent: other\ndata: x\n\n"
                + "event:master\r\ndata:two\r\n\r\n";
        for (byte one : bytes.getBytes()) {
            stream.take(Buffer.buffer(new byte[] { one }));
        }
        assertEquals(List.of("{\"a\":\n1}\n", "two\n"), events);
    }

    @Test
    void shouldBoundAnEvent() {
        Buffer endless = Buffer.buffer("data: " + "x".repeat(1000) + "\n");
        assertThrows(IllegalStateException.class, () -> {
            for (int i = 0; i < 1000; i++) {
                stream.take(endless);
            }
        });
        EventStream line = new EventStream(events::add);
        assertThrows(IllegalStateException.class, () -> line.take(Buffer.buffer("x".repeat(300_000))));
    }
}
