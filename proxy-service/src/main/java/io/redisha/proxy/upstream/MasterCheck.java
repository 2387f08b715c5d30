package io.redisha.proxy.upstream;

import java.util.List;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.redisha.proxy.resp.ProtocolException;
import io.redisha.proxy.resp.ReplyScanner;
import io.redisha.proxy.resp.RespRequest;

/**
 * The proxy's own connection to one master: finds out whether it is one, and asks it again once a second. One that is lost
 * is dialled again after {@value #RETRY_MILLIS} ms, for as long as this master is followed.
 * <p>
 * Confined to one event loop.
 */
public final class MasterCheck implements LinkOwner {

    /** Whom the check tells. */
    public interface Listener {

        /** The node has answered ROLE with master on a new connection. */
        void verified(Master master);

        /** The node cannot be asked, or is not a master. */
        void doubted(Master master, String reason);
    }

    private static final int RETRY_MILLIS = 100;
    private static final int PERIOD_MILLIS = 1000;
    private static final byte[] BUSY = { '-', 'B', 'U', 'S', 'Y', ' ' };
    private static final byte[] ROLE = RespRequest.encode("ROLE");

    private final Dialer dialer;
    private final EventLoop loop;
    private final Master master;
    private final Listener listener;

    private ReplyScanner replies;
    private MasterLink link;
    private ScheduledFuture<?> next;
    private boolean asked;
    private boolean ended;

    public MasterCheck(Dialer dialer, EventLoop loop, Master master, Listener listener) {
        this.dialer = dialer;
        this.loop = loop;
        this.master = master;
        this.listener = listener;
    }

    public void start() {
        replies = new ReplyScanner();
        asked = false;
        link = dialer.dial(loop, master, new Handshake("proxy-service:check", true, List.of()), this);
    }

    /** Ends the check; the listener hears no more of it. */
    public void end() {
        ended = true;
        if (next != null) {
            next.cancel(false);
        }
        link.close();
    }

    @Override
    public void linkReady(MasterLink ready) {
        next = loop.schedule(this::ask, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        listener.verified(master);
    }

    private void ask() {
        if (asked) {
            link.close();
            linkLost(link, new LinkLoss(false, master.address() + " did not answer ROLE within " + PERIOD_MILLIS + " ms"));
            return;
        }
        asked = true;
        link.write(Unpooled.wrappedBuffer(ROLE));
        link.flush();
        next = loop.schedule(this::ask, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void linkReceived(MasterLink from, ByteBuf bytes) {
        try {
            while (bytes.isReadable()) {
                bytes.readerIndex(replies.advance(bytes, bytes.readerIndex(), bytes.writerIndex()));
                if (replies.complete()) {
                    answered();
                    replies.next();
                }
            }
        } catch (ProtocolException fault) {
            link.close();
            linkLost(link, new LinkLoss(false, master.address() + " does not speak RESP: " + fault.getMessage()));
        } finally {
            bytes.release();
        }
    }

    private void answered() {
        asked = false;
        // A script that runs for too long keeps even ROLE from being answered; it says nothing about the role.
        if (!replies.isRoleOfMaster() && !replies.startsWith(BUSY)) {
            link.close();
            linkLost(link, new LinkLoss(false, master.address() + " is not a master any more"));
        }
    }

    @Override
    public void linkLost(MasterLink lost, LinkLoss loss) {
        if (ended) {
            return;
        }
        if (next != null) {
            next.cancel(false);
        }
        next = loop.schedule(this::start, RETRY_MILLIS, TimeUnit.MILLISECONDS);
        listener.doubted(master, loss.reason());
    }
}
