package io.redisha.proxy.upstream;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import io.redisha.proxy.resp.ProtocolException;
import io.redisha.proxy.resp.ReplyScanner;

/** One TCP connection to a node that is verified to be a master before anything of a client is sent on it. */
public final class MasterLink extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = Logger.getLogger(MasterLink.class);

    private enum State {
        OPENING,
        READY,
        CLOSED
    }

    private final Master master;
    private final Queue<List<Handshake.Step>> opening;
    private final Queue<Handshake.Step> unanswered = new ArrayDeque<>();
    private final LinkOwner owner;
    private final Duration timeout;
    private final ReplyScanner replies = new ReplyScanner();

    private State state = State.OPENING;
    private Channel channel;
    private ScheduledFuture<?> deadline;

    MasterLink(Master master, Queue<List<Handshake.Step>> opening, LinkOwner owner, Duration timeout) {
        this.master = master;
        this.opening = opening;
        this.owner = owner;
        this.timeout = timeout;
    }

    /** The master that this link leads to. */
    public Master master() {
        return master;
    }

    public boolean ready() {
        return state == State.READY;
    }

    public boolean writable() {
        return channel.isWritable();
    }

    /** Writes without flushing; only when {@link #ready()}. */
    public void write(ByteBuf bytes) {
        channel.write(bytes, channel.voidPromise());
    }

    public void flush() {
        channel.flush();
    }

    /** Stops or resumes reading replies: back-pressure from who takes them. */
    public void read(boolean on) {
        channel.config().setAutoRead(on);
    }

    /** Ends the link; its owner hears no more of it. */
    public void close() {
        if (end() && channel != null) {
            channel.close();
        }
    }

    private boolean end() {
        if (state == State.CLOSED) {
            return false;
        }
        state = State.CLOSED;
        if (deadline != null) {
            deadline.cancel(false);
        }
        return true;
    }

    private void lose(String reason) {
        lose(LinkLoss.of(reason));
    }

    private void lose(LinkLoss loss) {
        if (end()) {
            if (channel != null) {
                channel.close();
            }
            owner.linkLost(this, loss);
        }
    }

    void unreachable(Throwable cause) {
        lose(master.address() + " cannot be reached: " + cause.getMessage());
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        channel = context.channel();
        if (state == State.CLOSED) {
            channel.close();
            return;
        }
        sendNext();
        deadline = context.executor().schedule(
                () -> lose(master.address() + " did not answer within " + timeout.toMillis() + " ms"),
                timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void sendNext() {
        for (Handshake.Step step : opening.remove()) {
            unanswered.add(step);
            channel.write(Unpooled.wrappedBuffer(step.command()), channel.voidPromise());
        }
        channel.flush();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        if (state == State.OPENING) {
            bytes = open(bytes);
        }
        if (state == State.READY && bytes.isReadable()) {
            owner.linkReceived(this, bytes);
        } else {
            ReferenceCountUtil.release(bytes);
        }
    }

    private ByteBuf open(ByteBuf bytes) {
        try {
            while (state == State.OPENING && bytes.isReadable()) {
                bytes.readerIndex(replies.advance(bytes, bytes.readerIndex(), bytes.writerIndex()));
                if (replies.complete()) {
                    opened(unanswered.poll());
                    replies.next();
                }
            }
        } catch (ProtocolException fault) {
            lose(master.address() + " does not speak RESP: " + fault.getMessage());
        }
        return bytes;
    }

    private void opened(Handshake.Step step) {
        boolean met = switch (step.need()) {
            case ANY -> true;
            case MASTER -> replies.isRoleOfMaster();
            case ACCEPTED, SESSION_RESTORED -> !replies.isError();
        };
        if (!met) {
            String said = replies.isError() ? " (" + replies.firstLine() + ")" : "";
            lose(new LinkLoss(step.need() == Handshake.Need.SESSION_RESTORED, step.need() == Handshake.Need.MASTER,
                    master.address() + " " + step.need().fault + said));
        } else if (unanswered.isEmpty() && !opening.isEmpty()) {
            sendNext();
        } else if (unanswered.isEmpty()) {
            state = State.READY;
            deadline.cancel(false);
            owner.linkReady(this);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (state == State.READY) {
            owner.linkReadComplete(this);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (state == State.READY) {
            owner.linkWritabilityChanged(this);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        lose(master.address() + " closed the connection");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.errorf(cause, "Connection to %s is given up", master.address());
        }
        lose("connection to " + master.address() + ": " + cause.getMessage());
    }
}
