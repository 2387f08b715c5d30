package io.redisha.watcher.feed;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;

/** A follower that reads an event stream. Each send completes when the bytes are on their way. */
final class SseOutlet implements Outlet {

    // What every reader of event streams drops, and those expect that compare whole lines: "event: master".
    private static final String SPACE = " ";

    private final Sse sse;
    private final SseEventSink sink;
    private final Function<MasterState, String> json;

    SseOutlet(Sse sse, SseEventSink sink, Function<MasterState, String> json) {
        this.sse = sse;
        this.sink = sink;
        this.json = json;
    }

    @Override
    public CompletionStage<?> send(Optional<MasterState> state) {
        return sink.send(state.map(this::event).orElseGet(this::signOfLife));
    }

    private OutboundSseEvent event(MasterState state) {
        return sse.newEventBuilder().name(SPACE + "master").id(SPACE + state.generation()).data(SPACE + json.apply(state))
                .build();
    }

    private OutboundSseEvent signOfLife() {
        return sse.newEventBuilder().comment(SPACE + "still here").build();
    }

    @Override
    public boolean isClosed() {
        return sink.isClosed();
    }

    @Override
    public void close() {
        sink.close();
    }
}
