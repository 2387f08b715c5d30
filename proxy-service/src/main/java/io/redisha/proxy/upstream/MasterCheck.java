package io.redisha.proxy.upstream;

import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.redisha.proxy.resp.ProtocolException;
import io.redisha.proxy.resp.ReplyScanner;
import io.redisha.proxy.resp.ReplyValue;
import io.redisha.proxy.resp.RespRequest;

/**
 * The proxy's own connection to one master: finds out whether it is one, what its commands are, and asks for its ROLE again
 * every {@value #PERIOD_MILLIS} ms. One that does not answer for {@value #SUSPECT_MILLIS} ms is doubted, and trusted again
 * as soon as it does: it may be busy. A connection that is lost, or silent for {@value #LOST_MILLIS} ms, is dialled again,
 * for as long as this master is followed.
 * <p>
 * Confined to one event loop.
 */
public final class MasterCheck implements LinkOwner {

    /** Whom the check tells. */
    public interface Listener {

        /** The node has answered ROLE with master. */
        void verified(Master master);

        /** The node cannot be asked, does not answer, or is not a master. */
        void doubted(Master master, String reason);

        /** What the node answers to COMMAND, as a {@link ReplyValue}. */
        void described(Master master, Object reply);
    }

    private static final Logger LOG = Logger.getLogger(MasterCheck.class);
    private static final int FIRST_RETRY_MILLIS = 10;
    private static final int LAST_RETRY_MILLIS = 100;
    private static final int PERIOD_MILLIS = 250;
    private static final int SUSPECT_MILLIS = 500;
    private static final int LOST_MILLIS = 2000;
    /** Redis 8 with all its modules needs less than a fourth of this. */
    private static final int LONGEST_DESCRIPTION = 4 * 1024 * 1024;
    private static final byte[] BUSY = { '-', 'B', 'U', 'S', 'Y', ' ' };
    private static final byte[] ROLE = RespRequest.encode("ROLE");
    private static final byte[] COMMAND = RespRequest.encode("COMMAND");

    private final Dialer dialer;
    private final EventLoop loop;
    private final Master master;
    private final Listener listener;

    private ReplyScanner replies;
    private MasterLink link;
    private ScheduledFuture<?> next;
    /** The reply to COMMAND, which comes before all others, as far as it is here; null when it is complete. */
    private ByteBuf description;
    private boolean asked;
    private long askedAt;
    private boolean doubted;
    private int retryMillis = FIRST_RETRY_MILLIS;
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
        pause();
        link.close();
        forgetDescription();
    }

    private void pause() {
        if (next != null) {
            next.cancel(false);
        }
    }

    private void forgetDescription() {
        if (description != null) {
            description.release();
            description = null;
        }
    }

    @Override
    public void linkReady(MasterLink ready) {
        retryMillis = FIRST_RETRY_MILLIS;
        doubted = false;
        description = Unpooled.buffer();
        send(COMMAND);
        listener.verified(master);
    }

    /** Asks now rather than when the time has come. */
    public void askNow() {
        if (link.ready() && !asked) {
            pause();
            send(ROLE);
        }
    }

    private void send(byte[] question) {
        asked = true;
        askedAt = System.nanoTime();
        link.write(Unpooled.wrappedBuffer(question));
        link.flush();
        next = loop.schedule(this::overdue, SUSPECT_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void overdue() {
        long silent = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - askedAt);
        String reason = master.address() + " has not answered for " + silent + " ms";
        if (silent >= LOST_MILLIS) {
            lose(reason);
            return;
        }
        doubted = true;
        listener.doubted(master, master.address() + " does not answer");
        next = loop.schedule(this::overdue, LOST_MILLIS - silent, TimeUnit.MILLISECONDS);
    }

    @Override
    public void linkReceived(MasterLink from, ByteBuf bytes) {
        try {
            while (bytes.isReadable()) {
                int start = bytes.readerIndex();
                bytes.readerIndex(replies.advance(bytes, start, bytes.writerIndex()));
                if (description != null && description.readableBytes() <= LONGEST_DESCRIPTION) {
                    description.writeBytes(bytes, start, bytes.readerIndex() - start);
                }
                if (replies.complete()) {
                    answered();
                    replies.next();
                }
            }
        } catch (ProtocolException fault) {
            lose(master.address() + " does not speak RESP: " + fault.getMessage());
        } finally {
            bytes.release();
        }
    }

    private void answered() throws ProtocolException {
        asked = false;
        pause();
        if (description != null) {
            describe();
        } else if (!replies.isRoleOfMaster() && !replies.startsWith(BUSY)) {
            // A script that runs for too long keeps even ROLE from being answered; it says nothing about the role.
            lose(master.address() + " is not a master any more");
            return;
        } else if (doubted) {
            doubted = false;
            listener.verified(master);
        }
        next = loop.schedule(this::askNow, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void describe() throws ProtocolException {
        try {
            if (replies.isError()) {
                LOG.warnf("Master %s refuses COMMAND: reads in flight will not be sent again (%s)", master.address(),
                        replies.firstLine());
            } else if (description.readableBytes() > LONGEST_DESCRIPTION) {
                LOG.warnf("Master %s has a description of its commands longer than %d bytes, which is passed over",
                        master.address(), LONGEST_DESCRIPTION);
            } else {
                listener.described(master, ReplyValue.read(description));
            }
        } finally {
            forgetDescription();
        }
    }

    private void lose(String reason) {
        link.close();
        linkLost(link, LinkLoss.of(reason));
    }

    @Override
    public void linkLost(MasterLink lost, LinkLoss loss) {
        if (ended) {
            return;
        }
        pause();
        forgetDescription();
        next = loop.schedule(this::start, retryMillis, TimeUnit.MILLISECONDS);
        retryMillis = Math.min(LAST_RETRY_MILLIS, 2 * retryMillis);
        listener.doubted(master, loss.reason());
    }
}
