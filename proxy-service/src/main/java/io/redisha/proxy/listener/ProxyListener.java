package io.redisha.proxy.listener;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.redisha.proxy.resp.RespError;
import io.redisha.proxy.session.ClientHandler;
import io.redisha.proxy.session.SessionContext;
import io.redisha.proxy.session.SessionGroup;
import io.redisha.proxy.topology.Gate;
import io.redisha.proxy.topology.MasterFollower;
import io.redisha.proxy.topology.Passage;
import io.redisha.proxy.topology.Watchers;
import io.redisha.proxy.upstream.EventLoops;

/** A server socket, the master that it leads to, and the clients in between. */
final class ProxyListener {

    private static final WriteBufferWaterMark WRITE_MARKS = new WriteBufferWaterMark(32 * 1024, 64 * 1024);
    private static final int BACKLOG = 1024;

    private final EventLoops loops;
    private final SessionContext context;
    private final MasterFollower follower;
    private final Watchers watchers;
    private final int maxClients;
    private final Map<EventExecutor, SessionGroup> groups = new HashMap<>();
    private final ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final AtomicInteger count = new AtomicInteger();

    private Channel server;
    private volatile boolean draining;

    ProxyListener(EventLoops loops, SessionContext context, MasterFollower follower, Watchers watchers, int maxClients) {
        this.loops = loops;
        this.context = context;
        this.follower = follower;
        this.watchers = watchers;
        this.maxClients = maxClients;
        loops.group().forEach(loop -> groups.put(loop, new SessionGroup((EventLoop) loop)));
        context.gate().listen(this::gateChanged);
    }

    /** Closed or quite open, all hear of it; in between, those whose turn it is, and when all loops are done, the next. */
    private void gateChanged() {
        Gate.State step = context.gate().state();
        if (step.open() || step.passage() == Passage.CLOSED) {
            onEachLoop(SessionGroup::gateChanged);
            return;
        }
        AtomicInteger loopsToGo = new AtomicInteger(groups.size());
        onEachLoop(group -> {
            group.gateChanged();
            group.pass(step.passage(), () -> {
                if (loopsToGo.decrementAndGet() == 0) {
                    follower.passed(step);
                }
            });
        });
    }

    private void onEachLoop(Consumer<SessionGroup> action) {
        groups.values().forEach(group -> group.loop().execute(() -> action.accept(group)));
    }

    /**
     * Binds, and begins to follow the watchers. Blocks until the address is bound.
     *
     * @throws Exception if it cannot be bound
     */
    void start(InetSocketAddress address) throws Exception {
        server = new ServerBootstrap()
                .group(loops.group())
                .channel(loops.serverChannel())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                // `printf 'PING\r\n' | nc` ends its side at once, and still wants the answer.
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WRITE_MARKS)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel client) {
                        accept(client);
                    }
                })
                .bind(address).sync().channel();
        watchers.start();
    }

    private void accept(Channel client) {
        if (draining) {
            client.close();
            return;
        }
        if (count.incrementAndGet() > maxClients) {
            count.decrementAndGet();
            client.writeAndFlush(Unpooled.wrappedBuffer(RespError.maxClients())).addListener(ChannelFutureListener.CLOSE);
            return;
        }
        client.closeFuture().addListener(closed -> count.decrementAndGet());
        clients.add(client);
        client.pipeline().addLast(new ClientHandler(context, groups.get(client.eventLoop())));
    }

    int clients() {
        return count.get();
    }

    boolean bound() {
        return server != null && server.isActive();
    }

    /** Clients are served: a master has been verified, no drain has begun, and there is room for requests that wait. */
    boolean ready() {
        return bound() && !draining && context.gate().everOpen() && !context.parking().full();
    }

    boolean draining() {
        return draining;
    }

    SessionContext context() {
        return context;
    }

    /**
     * Stops accepting, lets what was sent be answered, and closes each client once it is owed nothing. Blocks until all are
     * closed, at most for {@code limit}; who is still owed a reply then is told that its outcome is unknown.
     */
    void drain(Duration limit) throws InterruptedException {
        draining = true;
        server.close().sync();
        CompletableFuture<Void> feedsEnded = watchers.stop().toCompletableFuture();
        onEachLoop(SessionGroup::drain);
        if (!clients.newCloseFuture().await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            onEachLoop(SessionGroup::end);
            clients.newCloseFuture().await(500, TimeUnit.MILLISECONDS);
        }
        // Its event loop ends next, and takes nothing any more.
        feedsEnded.join();
        follower.stop();
    }
}
