package io.redisha.proxy.upstream;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;

/** The event loops of the data path, one for each core: epoll where Linux has it, NIO elsewhere. */
public record EventLoops(EventLoopGroup group, Class<? extends ServerSocketChannel> serverChannel,
        Class<? extends SocketChannel> channel, Class<? extends DatagramChannel> datagramChannel) {

    public static EventLoops start() {
        int loops = Runtime.getRuntime().availableProcessors();
        DefaultThreadFactory threads = new DefaultThreadFactory("proxy-loop");
        if (Epoll.isAvailable()) {
            return new EventLoops(new EpollEventLoopGroup(loops, threads), EpollServerSocketChannel.class,
                    EpollSocketChannel.class, EpollDatagramChannel.class);
        }
        return new EventLoops(new NioEventLoopGroup(loops, threads), NioServerSocketChannel.class, NioSocketChannel.class,
                NioDatagramChannel.class);
    }

    /** The name of the transport, for the log. */
    public String transport() {
        return Epoll.isAvailable() ? "epoll" : "NIO";
    }
}
