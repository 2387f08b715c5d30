package io.redisha.proxy.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * Joins what is left of one read with the next. What has been passed on already is not copied along, so that the memory
 * of a connection that is never quite empty does not grow with all that ever went through it.
 */
final class Cumulation {

    private Cumulation() {
    }

    /** Takes over both; returns a buffer with the readable bytes of the one and then the other. */
    static ByteBuf join(ByteBufAllocator allocator, ByteBuf rest, ByteBuf more) {
        if (!rest.isReadable()) {
            rest.release();
            return more;
        }
        try {
            // Written to in place only if nobody holds a slice of it.
            if (rest.refCnt() == 1 && !rest.isReadOnly() && rest.writableBytes() >= more.readableBytes()) {
                return rest.writeBytes(more);
            }
            int needed = Math.addExact(rest.readableBytes(), more.readableBytes());
            ByteBuf joined = allocator.buffer(allocator.calculateNewCapacity(needed, Integer.MAX_VALUE));
            joined.writeBytes(rest).writeBytes(more);
            rest.release();
            return joined;
        } finally {
            more.release();
        }
    }
}
