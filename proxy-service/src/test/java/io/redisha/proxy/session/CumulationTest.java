package io.redisha.proxy.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;

class CumulationTest {

    private final ByteBufAllocator allocator = PooledByteBufAllocator.DEFAULT;

    @Test
    void shouldNotGrowWithWhatHasPassed() {
        ByteBuf rest = Unpooled.EMPTY_BUFFER;
        byte next = 0;
        byte expected = 0;
        for (int round = 0; round < 20_000; round++) {
            ByteBuf more = allocator.buffer(5000);
            for (int i = 0; i < 5000; i++) {
                more.writeByte(next++);
            }
            rest = Cumulation.join(allocator, rest, more);
            // Everything but a few bytes passes on, as a slice that is gone a round later.
            ByteBuf passed = rest.readRetainedSlice(rest.readableBytes() - 100);
            while (passed.isReadable()) {
                assertEquals(expected++, passed.readByte());
            }
            passed.release();
            assertTrue(rest.capacity() <= 64 * 1024, "capacity " + rest.capacity());
        }
        assertEquals(100, rest.readableBytes());
        assertTrue(rest.release());
    }

    @Test
    void shouldNotWriteIntoWhatSomebodyHolds() {
        ByteBuf rest = allocator.buffer(1000).writeBytes(new byte[] { 1, 2, 3 });
        ByteBuf held = rest.readRetainedSlice(2);
        ByteBuf joined = Cumulation.join(allocator, rest, Unpooled.wrappedBuffer(new byte[] { 4, 5 }));
        assertEquals(Unpooled.wrappedBuffer(new byte[] { 3, 4, 5 }), joined);
        assertEquals(Unpooled.wrappedBuffer(new byte[] { 1, 2 }), held);
        assertTrue(joined.release());
        assertTrue(held.release());
    }
}
