package io.redisha.proxy.session;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.redisha.proxy.resp.RespRequest;

/**
 * What follows the handshake on a new link, before anything else: subscriptions and MONITOR, whose answers the client must
 * not see a second time, and then the requests about the session that the last link took with it unanswered.
 */
final class SessionRestore {

    private static final byte[] REPLY_OFF = RespRequest.encode("CLIENT", "REPLY", "OFF");
    private static final byte[] MONITOR = RespRequest.encode("MONITOR");
    private static final byte[] INVALIDATE_ALL = ">2\r\n$10\r\ninvalidate\r\n_\r\n".getBytes(US_ASCII);

    private final Channel client;
    private final SessionMemory memory;
    private final ReplyLedger ledger;
    private final Upstream upstream;

    SessionRestore(Channel client, SessionMemory memory, ReplyLedger ledger, Upstream upstream) {
        this.client = client;
        this.memory = memory;
        this.ledger = ledger;
        this.upstream = upstream;
    }

    /**
     * @param silenced CLIENT REPLY OFF is in force
     * @param refused called if the server does not take a subscription or MONITOR over
     * @param done called when everything that listens does so again
     * @return how many requests of the client were sent again
     */
    int begin(boolean silenced, Runnable refused, Runnable done) {
        List<Expected> hidden = new ArrayList<>();
        for (Subscriptions.Kind kind : Subscriptions.Kind.values()) {
            int count = memory.subscriptions().count(kind);
            if (count > 0) {
                write(memory.subscriptions().request(kind));
                hidden.add(Confirmations.hidden(kind, count, refused));
            }
        }
        if (memory.isMonitoring()) {
            write(MONITOR);
            hidden.add(new Expected.Hidden(refused));
        }
        List<ByteBuf> again = ledger.requests(System.nanoTime());
        again.forEach(upstream::write);
        if (hidden.isEmpty()) {
            done.run();
        } else {
            hidden.add(new Expected.Last(hidden.remove(hidden.size() - 1), done));
        }
        ledger.addFirst(hidden);
        if (silenced) {
            write(REPLY_OFF);
        }
        if (memory.tracks() && memory.resp3()) {
            // The new connection has tracked nothing: whatever the client has cached is void.
            client.write(Unpooled.wrappedBuffer(INVALIDATE_ALL), client.voidPromise());
        }
        return again.size();
    }

    private void write(byte[] request) {
        upstream.write(Unpooled.wrappedBuffer(request));
    }
}
