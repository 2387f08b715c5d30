package io.redisha.proxy.upstream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;

/** Links without a network: what they write is taken from, and what they read is put into, an {@link EmbeddedChannel}. */
public final class ModelLinks implements Links {

    /** The far end of one link. */
    public record Wire(Master master, EmbeddedChannel channel) {
    }

    private record Dialled(Master master, MasterLink link) {
    }

    private final List<Dialled> dialled = new ArrayList<>();
    private final List<Wire> wires = new ArrayList<>();

    @Override
    public MasterLink dial(EventLoop loop, Master master, Handshake handshake, LinkOwner owner) {
        MasterLink link = new MasterLink(master, handshake.opening(new Credentials(Optional.empty(), Optional.empty())), owner,
                Duration.ofMinutes(1));
        dialled.add(new Dialled(master, link));
        return link;
    }

    /** Connects what was dialled since the last call. */
    public void connect() {
        List<Dialled> now = List.copyOf(dialled);
        dialled.clear();
        now.forEach(each -> wires.add(new Wire(each.master(), new EmbeddedChannel(each.link()))));
        wires.stream().filter(wire -> !wire.channel().isOpen()).forEach(wire -> wire.channel().releaseOutbound());
        wires.removeIf(wire -> !wire.channel().isOpen());
    }

    /** Cuts all that there are. */
    public void cut() {
        wires.forEach(wire -> wire.channel().finishAndReleaseAll());
        wires.clear();
    }

    public List<Wire> wires() {
        return List.copyOf(wires);
    }
}
