package io.redisha.proxy.session;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.redisha.proxy.resp.ProtocolException;
import io.redisha.proxy.resp.RequestScanner;
import io.redisha.proxy.resp.RespRequest;
import io.redisha.proxy.upstream.ModelLinks.Wire;

/**
 * A server as the proxy sees it: {@code W n} is a write that answers {@code :n}, {@code R n} a read that answers {@code +n};
 * MULTI, EXEC and the commands of a handshake mean what they mean in Redis. It notes each write that has run.
 */
final class ModelNode {

    private static final String READONLY = "-READONLY You can't write against a read only replica.\r\n";

    private final List<Integer> ran;
    private boolean master;
    private boolean loading;

    /** @param ran takes the number of each write that has run on this or another node */
    ModelNode(boolean master, List<Integer> ran) {
        this.master = master;
        this.ran = ran;
    }

    void master(boolean now) {
        master = now;
    }

    void loading(boolean now) {
        loading = now;
    }

    /** One connection to it. */
    final class Connection {

        private final Wire wire;
        private final RequestScanner scanner = new RequestScanner();
        private final ByteBuf received = Unpooled.buffer();
        private final ByteBuf toSend = Unpooled.buffer();
        private final Deque<Integer> queued = new ArrayDeque<>();
        private boolean inTransaction;
        private boolean aborted;
        private int scanned;

        Connection(Wire wire) {
            this.wire = wire;
        }

        Wire wire() {
            return wire;
        }

        /** Runs the next request if all of it has come; true if it has. */
        boolean runOne() throws ProtocolException {
            for (ByteBuf more = wire.channel().readOutbound(); more != null; more = wire.channel().readOutbound()) {
                received.writeBytes(more);
                more.release();
            }
            if (scanned < received.writerIndex()) {
                scanned = scanner.advance(received, scanned, received.writerIndex());
            }
            if (!scanner.complete()) {
                return false;
            }
            scanner.next();
            List<String> words = new ArrayList<>();
            RespRequest.arguments(received.slice(received.readerIndex(), scanned - received.readerIndex()))
                    .forEach(word -> words.add(new String(word, US_ASCII)));
            received.readerIndex(scanned);
            toSend.writeCharSequence(reply(words), US_ASCII);
            return true;
        }

        private String reply(List<String> words) {
            String name = words.get(0);
            switch (name) {
                case "ROLE":
                    return master ? "*1\r\n$6\r\nmaster\r\n" : "*1\r\n$5\r\nslave\r\n";
                case "MULTI":
                    inTransaction = true;
                    aborted = false;
                    return "+OK\r\n";
                case "EXEC":
                    return exec();
                case "W", "R":
                    return data(name, Integer.parseInt(words.get(1)));
                default:
                    return "+OK\r\n";
            }
        }

        private String data(String name, int number) {
            if (loading) {
                aborted = true;
                return "-LOADING Redis is loading the dataset in memory\r\n";
            }
            if (name.equals("W") && !master) {
                aborted = true;
                return READONLY;
            }
            if (inTransaction) {
                queued.add(number);
                return "+QUEUED\r\n";
            }
            if (name.equals("W")) {
                ran.add(number);
            }
            return name.equals("W") ? ":" + number + "\r\n" : "+" + number + "\r\n";
        }

        private String exec() {
            inTransaction = false;
            List<Integer> numbers = List.copyOf(queued);
            queued.clear();
            if (aborted) {
                return "-EXECABORT Transaction discarded because of previous errors.\r\n";
            }
            if (!master) {
                return "-EXECABORT Transaction discarded because of: READONLY You can't write against a replica.\r\n";
            }
            ran.addAll(numbers);
            StringBuilder reply = new StringBuilder("*" + numbers.size() + "\r\n");
            numbers.forEach(number -> reply.append(':').append(number).append("\r\n"));
            return reply.toString();
        }

        /** Lets this many bytes of replies arrive, or all. */
        void deliver(int most) {
            int length = Math.min(most, toSend.readableBytes());
            if (length > 0 && wire.channel().isOpen()) {
                wire.channel().writeInbound(toSend.readBytes(length));
            }
        }
    }
}
