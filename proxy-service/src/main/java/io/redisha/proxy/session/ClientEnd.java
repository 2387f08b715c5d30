package io.redisha.proxy.session;

import java.util.concurrent.TimeUnit;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.Future;

/** How the connection to a client ends: at once, or when the client has been sent what it is owed. */
final class ClientEnd {

    private static final int LINGER_MILLIS = 2000;
    private static final int HALF_CLOSED_MILLIS = 1000;

    private final Channel client;
    private boolean begun;
    private boolean lingers;
    private boolean last;

    ClientEnd(Channel client) {
        this.client = client;
    }

    /** No more is taken from the client. */
    void begin() {
        begun = true;
    }

    /** The same, and the client may still be sending: it must have time to see the error. */
    void beginLingering() {
        begun = true;
        lingers = true;
    }

    boolean begun() {
        return begun;
    }

    /** The client is owed nothing any more. */
    void paid() {
        if (!last) {
            last = true;
            client.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(lingers ? this::linger : ChannelFutureListener.CLOSE);
        }
    }

    /**
     * Ends this side of the connection, and the other a little later: a socket that is closed while the client still sends
     * is reset, and the reset would overtake the error.
     */
    private void linger(Future<?> flushed) {
        if (!flushed.isSuccess()) {
            client.close();
            return;
        }
        client.config().setAutoRead(true);
        ((SocketChannel) client).shutdownOutput();
        closeAfter(LINGER_MILLIS);
    }

    /** The client has ended its side, and does nothing but wait for what it is owed: that must not take long. */
    void halfClosed() {
        closeAfter(HALF_CLOSED_MILLIS);
    }

    private void closeAfter(int millis) {
        client.eventLoop().schedule((Runnable) client::close, millis, TimeUnit.MILLISECONDS);
    }

    /** Closes the connection, whatever the client is owed. */
    void now() {
        begun = true;
        last = true;
        client.close();
    }

    /** The last byte has been written. */
    boolean last() {
        return last;
    }
}
