package io.redisha.local.relay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * One accepted connection and the one opened for it to the process: what one side sends is written to the other, an end
 * is passed on as an end. At most 64 KiB per direction are held here; a side that does not read makes the other wait, as
 * one wire would. Confined to the thread of its {@link Relays}.
 */
final class RelayedConnection {

    private static final int BUFFER = 64 * 1024;

    /** One of the two sockets, with what was read from it and not yet written to the other. */
    private static final class Side {
        private final SocketChannel channel;
        private final SelectionKey key;
        private final ByteBuffer received = ByteBuffer.allocateDirect(BUFFER);
        private boolean ended;
        private boolean told;

        Side(Selector selector, SocketChannel channel, RelayedConnection owner) throws IOException {
            this.channel = channel;
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            key = channel.register(selector, 0, owner);
        }

        void read() throws IOException {
            ended = channel.read(received) < 0;
        }

        void writeTo(Side other) throws IOException {
            if (told) {
                return;
            }
            received.flip();
            other.channel.write(received);
            received.compact();
            if (ended && !hasReceived()) {
                told = true;
                other.channel.shutdownOutput();
            }
        }

        boolean hasRoom() {
            return !ended && received.hasRemaining();
        }

        boolean hasReceived() {
            return received.position() > 0;
        }
    }

    private final InetSocketAddress process;
    private final String source;
    private final Side near;
    private final Side far;
    private boolean dialled;
    private boolean silent;
    private boolean closed;

    RelayedConnection(Selector selector, SocketChannel accepted, InetSocketAddress process) throws IOException {
        this.process = process;
        source = ((InetSocketAddress) accepted.getRemoteAddress()).getAddress().getHostAddress();
        near = new Side(selector, accepted, this);
        far = new Side(selector, SocketChannel.open(), this);
    }

    /** The address of who opened it. */
    String source() {
        return source;
    }

    /** The address of the process it leads to. */
    String target() {
        return process.getAddress().getHostAddress();
    }

    boolean isClosed() {
        return closed;
    }

    /** While it is silent nothing moves, and no process is called for a new one. */
    void silence(boolean wanted) {
        silent = wanted;
        if (closed) {
            return;
        }
        try {
            if (!silent && !dialled) {
                dialled = true;
                far.channel.connect(process);
            }
            chooseNext();
        } catch (IOException e) {
            // The process is not there: whoever called it learns that from the end of his connection.
            close();
        }
    }

    void serve(SelectionKey key) {
        if (closed || silent) {
            return;
        }
        try {
            if (key.isConnectable()) {
                far.channel.finishConnect();
            }
            if (key.isReadable()) {
                (key == near.key ? near : far).read();
            }
            if (far.channel.isConnected()) {
                near.writeTo(far);
                far.writeTo(near);
            }
            chooseNext();
        } catch (IOException e) {
            // One of the two has reset its connection, which ends the other's.
            close();
        }
    }

    void close() {
        closed = true;
        try (near.channel; far.channel) {
            near.key.cancel();
            far.key.cancel();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close a relayed connection", e);
        }
    }

    private void chooseNext() {
        if (near.told && far.told) {
            close();
            return;
        }
        boolean connected = far.channel.isConnected();
        near.key.interestOps(silent || !connected ? 0 : interest(near, far));
        far.key.interestOps(silent ? 0 : connected ? interest(far, near) : dialled ? SelectionKey.OP_CONNECT : 0);
    }

    private static int interest(Side side, Side other) {
        return (side.hasRoom() ? SelectionKey.OP_READ : 0) | (other.hasReceived() ? SelectionKey.OP_WRITE : 0);
    }
}
