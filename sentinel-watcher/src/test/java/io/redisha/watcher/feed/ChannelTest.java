package io.redisha.watcher.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.Test;

import io.redisha.watcher.redis.Address;

class ChannelTest {

    private static final Instant THEN = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final Address NODE = new Address("a", 1);

    private final Channel channel = new Channel("mymaster", THEN);

    @Test
    void shouldBeginWithThePresentState() {
        channel.publish(channel.state().follow(NODE, 5, false, true, THEN));

        assertEquals(List.of("1"), follower(10).heard);
    }

    @Test
    void shouldSendEachGenerationOnceAndSignsOfLifeOtherwise() {
        Reader follower = follower(10);

        channel.publish(channel.state().follow(NODE, 5, false, true, THEN));
        channel.publish(channel.state().with(new MasterState.SentinelCounts(3, 3, 3, 2), List.of()));
        channel.wakeAll();
        channel.publish(channel.state().follow(NODE, 6, false, true, THEN));

        assertEquals(List.of("0", "1", "-", "2"), follower.heard);
    }

    @Test
    void shouldSendASlowFollowerTheLatestOnly() {
        Reader slow = follower(1);

        for (int epoch = 1; epoch <= 100; epoch++) {
            channel.publish(channel.state().follow(NODE, epoch, false, true, THEN));
            channel.wakeAll();
        }
        assertEquals(List.of("0", "1"), slow.heard, "one is on its way, and no more");
        slow.read(10);

        assertEquals(List.of("0", "1", "100"), slow.heard);
    }

    @Test
    void shouldForgetAFollowerThatGoesAway() {
        Reader gone = follower(10);
        assertEquals(1, channel.followers());

        gone.close();
        channel.wakeAll();

        assertEquals(0, channel.followers());
        assertEquals(List.of("0"), gone.heard);
    }

    @Test
    void shouldForgetAFollowerThatCannotBeSentTo() {
        Reader broken = follower(1);

        channel.wakeAll();
        broken.pending.completeExceptionally(new IllegalStateException("connection reset"));

        assertEquals(0, channel.followers());
        assertTrue(broken.closed);
    }

    @Test
    void shouldEndAllStreamsAtTheEndAndThoseThatComeLater() {
        Reader early = follower(10);

        channel.close();

        assertTrue(early.closed);
        assertTrue(follower(10).closed);
        assertEquals(0, channel.followers());
    }

    private Reader follower(int reads) {
        Reader reader = new Reader(reads);
        channel.follow(reader);
        return reader;
    }

    /** Reads as often as it is told to. */
    private static final class Reader implements Outlet {

        private final List<String> heard = new ArrayList<>();
        private int reads;
        private CompletableFuture<Void> pending = new CompletableFuture<>();
        private boolean closed;

        Reader(int reads) {
            this.reads = reads;
        }

        void read(int more) {
            reads = more - 1;
            pending.complete(null);
        }

        @Override
        public CompletionStage<?> send(Optional<MasterState> state) {
            heard.add(state.map(present -> Long.toString(present.generation())).orElse("-"));
            pending = new CompletableFuture<>();
            if (reads-- > 0) {
                pending.complete(null);
            }
            return pending;
        }

        @Override
        public boolean isClosed() {
            return closed;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
