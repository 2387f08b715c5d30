package io.redisha.watcher.feed;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import io.redisha.watcher.WatcherConfig;

/**
 * The present state of every watched master, and those who follow it. Written by the watch loop, read by any thread.
 */
@Singleton
public class MasterFeed {

    private final List<String> names;
    private final Map<String, Channel> channels;

    MasterFeed(WatcherConfig config) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        names = List.copyOf(config.masters());
        channels = names.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), name -> new Channel(name, now)));
    }

    /** In the order of the configuration. */
    public List<MasterState> all() {
        return names.stream().map(name -> channels.get(name).state()).toList();
    }

    /** Empty for a name that is not watched. */
    public Optional<MasterState> state(String name) {
        return Optional.ofNullable(channels.get(name)).map(Channel::state);
    }

    /** Followers hear of it if it is another generation; the rest shows in the next snapshot. */
    public void publish(MasterState state) {
        channels.get(state.name()).publish(state);
    }

    /**
     * Sends the present state, then each generation, and signs of life; a slow follower gets the latest state only. It ends
     * with
     * the outlet. False for a name that is not watched.
     */
    boolean follow(String name, Outlet outlet) {
        Channel channel = channels.get(name);
        if (channel != null) {
            channel.follow(outlet);
        }
        return channel != null;
    }

    public int followers(String name) {
        return channels.get(name).followers();
    }

    /** A sign of life to all who have nothing else to hear. */
    public void heartbeat() {
        channels.values().forEach(Channel::wakeAll);
    }

    /** Ends every stream, those to come included. */
    public void close() {
        channels.values().forEach(Channel::close);
    }
}
