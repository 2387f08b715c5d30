package io.redisha.proxy.session;

import java.io.IOException;
import java.net.InetSocketAddress;

import org.jboss.logging.Logger;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;

/** Netty's view of a client: hands everything to the {@link ClientSession}. */
public final class ClientHandler extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = Logger.getLogger(ClientHandler.class);

    private final SessionContext context;
    private final SessionGroup group;
    private ClientSession session;

    /** @param group the sessions of this channel's event loop */
    public ClientHandler(SessionContext context, SessionGroup group) {
        this.context = context;
        this.group = group;
    }

    @Override
    public void channelActive(ChannelHandlerContext channel) {
        session = new ClientSession(channel.channel(), name(channel.channel()), context, group);
        group.add(session);
        context.events().clientOpened();
    }

    private static String name(Channel client) {
        // None if the client is gone already.
        return client.remoteAddress() instanceof InetSocketAddress address
                ? "proxy-service:" + address.getAddress().getHostAddress() + ":" + address.getPort()
                : "proxy-service";
    }

    @Override
    public void channelRead(ChannelHandlerContext channel, Object bytes) {
        session.received((ByteBuf) bytes, System.nanoTime());
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext channel) {
        session.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext channel) {
        // Not from within a write, which may be part of the very work that this would begin again.
        channel.channel().eventLoop().execute(session::clientWritabilityChanged);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext channel, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            session.inputEnded();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext channel) {
        if (group.remove(session)) {
            session.closed();
            context.events().clientClosed();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext channel, Throwable cause) {
        // A reset by the client comes as an IOException; anything else is a fault of the proxy's and must be seen.
        if (cause instanceof IOException) {
            LOG.debugf("Client %s: %s", channel.channel().remoteAddress(), cause.getMessage());
        } else {
            LOG.errorf(cause, "Client %s: the session is given up", channel.channel().remoteAddress());
        }
        channel.close();
    }
}
