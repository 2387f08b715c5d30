package io.redisha.proxy.session;

import java.util.ArrayDeque;
import java.util.Deque;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** The bytes of requests that were sent and not answered, in order: nothing is copied unless one has to be sent again. */
final class SentBytes {

    private final Deque<ByteBuf> parts = new ArrayDeque<>();
    private int bytes;

    /** Takes over the buffer. */
    void keep(ByteBuf sent) {
        bytes += sent.readableBytes();
        parts.add(sent);
    }

    int bytes() {
        return bytes;
    }

    /** The oldest bytes are needed no more. */
    void skip(int length) {
        bytes -= length;
        int toGo = length;
        while (toGo > 0) {
            ByteBuf first = parts.peek();
            int skipped = Math.min(toGo, first.readableBytes());
            first.skipBytes(skipped);
            toGo -= skipped;
            if (!first.isReadable()) {
                parts.poll().release();
            }
        }
    }

    /** Takes the oldest bytes out, as a copy that belongs to the caller. */
    ByteBuf take(ByteBufAllocator allocator, int length) {
        ByteBuf taken = allocator.buffer(length);
        for (ByteBuf part : parts) {
            int more = Math.min(length - taken.readableBytes(), part.readableBytes());
            taken.writeBytes(part, part.readerIndex(), more);
            if (taken.readableBytes() == length) {
                break;
            }
        }
        skip(length);
        return taken;
    }

    void clear() {
        parts.forEach(ByteBuf::release);
        parts.clear();
        bytes = 0;
    }
}
