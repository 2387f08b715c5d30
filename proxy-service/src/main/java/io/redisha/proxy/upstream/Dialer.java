package io.redisha.proxy.upstream;

import java.time.Duration;
import java.util.function.Supplier;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import io.netty.resolver.dns.NoopDnsCache;
import io.netty.resolver.dns.NoopDnsCnameCache;

/**
 * Opens links. Names are resolved anew at each dial, without blocking. The credentials are the proxy's own, asked for at
 * each dial, so that a rotated secret needs no restart where its source can change.
 */
public final class Dialer implements Links {

    private static final WriteBufferWaterMark WRITE_MARKS = new WriteBufferWaterMark(256 * 1024, 1024 * 1024);

    private final EventLoops loops;
    private final Duration timeout;
    private final Supplier<Credentials> credentials;
    private final DnsAddressResolverGroup resolver;

    /** @param timeout for the connection, and again for the handshake on it */
    public Dialer(EventLoops loops, Duration timeout, Supplier<Credentials> credentials) {
        this.loops = loops;
        this.timeout = timeout;
        this.credentials = credentials;
        this.resolver = new DnsAddressResolverGroup(new DnsNameResolverBuilder()
                .channelType(loops.datagramChannel())
                .resolveCache(NoopDnsCache.INSTANCE)
                .cnameCache(NoopDnsCnameCache.INSTANCE)
                .queryTimeoutMillis(timeout.toMillis())
                .nameServerProvider(DnsServerAddressStreamProviders.platformDefault()));
    }

    @Override
    public MasterLink dial(EventLoop loop, Master master, Handshake handshake, LinkOwner owner) {
        MasterLink link = new MasterLink(master, handshake.opening(credentials.get()), owner, timeout);
        ChannelFuture connected = new Bootstrap()
                .group(loop)
                .channel(loops.channel())
                .resolver(resolver)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) timeout.toMillis())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WRITE_MARKS)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(link);
                    }
                })
                .connect(master.host(), master.port());
        connected.addListener(done -> {
            if (!done.isSuccess()) {
                // On the loop, and after the owner has its link: a socket that cannot even be made fails at once, elsewhere.
                loop.execute(() -> link.unreachable(done.cause()));
            }
        });
        return link;
    }
}
