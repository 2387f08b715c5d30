package io.redisha.proxy.topology;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.parsetools.RecordParser;

/**
 * Takes a stream of server-sent events apart (WHATWG HTML, section 9.2.6): calls with the data of each {@code master}
 * event. A line or an event longer than {@value #MAX_EVENT} bytes is refused.
 */
final class EventStream {

    private static final int MAX_EVENT = 256 * 1024;

    private final RecordParser lines = RecordParser.newDelimited("\n").maxRecordSize(MAX_EVENT);
    private final StringBuilder data = new StringBuilder();
    private String event = "";

    /** @param masterEvent called with the data of each event named {@code master} */
    EventStream(Consumer<String> masterEvent) {
        lines.handler(line -> line(line, masterEvent));
    }

    /** @throws IllegalStateException if a line is too long, or an event */
    void take(Buffer bytes) {
        lines.handle(bytes);
    }

    private void line(Buffer bytes, Consumer<String> masterEvent) {
        String line = bytes.toString(StandardCharsets.UTF_8);
        if (line.endsWith("\r")) {
            line = line.substring(0, line.length() - 1);
        }
        if (line.isEmpty()) {
            if (data.length() > 0 && event.equals("master")) {
                masterEvent.accept(data.toString());
            }
            data.setLength(0);
            event = "";
        } else if (line.startsWith("data:")) {
            if (data.length() + line.length() > MAX_EVENT) {
                throw new IllegalStateException("an event of more than " + MAX_EVENT + " bytes");
            }
            data.append(value(line, 5)).append('\n');
        } else if (line.startsWith("event:")) {
            event = value(line, 6);
        }
    }

    private static String value(String line, int from) {
        return line.startsWith(" ", from) ? line.substring(from + 1) : line.substring(from);
    }
}
