package io.redisha.watcher;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.redisha.watcher.redis.Address;
import io.redisha.watcher.redis.AddressConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/**
 * Every setting of the service: {@code watcher.poll-interval} is also the environment variable {@code WATCHER_POLL_INTERVAL}.
 * Ranges are checked at the start by {@link ConfigCheck}.
 */
@ConfigMapping(prefix = "watcher")
public interface WatcherConfig {

    /**
     * Sentinels to begin with, {@code host:port} each; IPv6 addresses in brackets. A name with several addresses means all of
     * them (the IPv4 ones, if there are any). The others that these Sentinels know are found by asking.
     */
    @WithDefault("localhost:26379")
    List<@WithConverter(AddressConverter.class) Address> sentinels();

    /** Names of the masters to watch, as the Sentinels call them. */
    @WithDefault("mymaster")
    List<String> masters();

    /** How early a new master is published. */
    @WithDefault("promoted")
    Discovery discovery();

    /** Bearer token that readers of {@code /masters} must show; without one the feed is open to all. */
    Optional<String> token();

    /** A file with the token, read again for each request; it wins over {@link #token}. */
    Optional<Path> tokenFile();

    /** How the watcher logs in to Sentinels. */
    Login sentinel();

    /** How the watcher logs in to Redis for {@code ROLE}; the user needs no other permission than {@code +role +ping}. */
    Login redis();

    /** How often each Sentinel is asked, 10 ms to 10 s; an event of a Sentinel makes it asked at once. */
    @WithDefault("250ms")
    Duration pollInterval();

    /** The same while a failover is under way, 10 ms to 10 s; it never makes the interval longer. */
    @WithDefault("100ms")
    Duration switchingPollInterval();

    /**
     * How long the announcement of a failover holds followers up after its last new step, 1 s to 1 min: a failover may die
     * silently, and a Sentinel may lie. Even then nothing is let through before the master's {@code ROLE} says master.
     */
    @WithDefault("5s")
    Duration drainLimit();

    /**
     * How long a master that was published ahead of its epoch ({@link Discovery#EAGER}) is believed without it, 1 s to 1 min:
     * the leading Sentinel polls for the promotion once a second.
     */
    @WithDefault("3s")
    Duration eagerGuard();

    /** How long a Sentinel may take to accept a connection and to answer, 50 ms to 30 s. */
    @WithDefault("1s")
    Duration askTimeout();

    /** How often the published master is asked for its {@code ROLE}, 100 ms to 30 s. */
    @WithDefault("1s")
    Duration roleInterval();

    /** How long a Redis may take to accept a connection and to answer {@code ROLE}, 50 ms to 30 s. */
    @WithDefault("1s")
    Duration roleTimeout();

    /**
     * How long the published node must not have been a master before a majority of the Sentinels may lead back to a lower
     * epoch, 1 s to 10 min.
     */
    @WithDefault("3s")
    Duration rollbackAfter();

    /** How long a Sentinel must have been silent to everybody before it counts no more, 10 s to 1 d. */
    @WithDefault("5m")
    Duration forgetAfter();

    /** How often the names of Sentinels are resolved, 100 ms to 1 h; a lost connection has them resolved at once. */
    @WithDefault("5s")
    Duration resolveInterval();

    /**
     * The first and shortest pause before a connection is tried again, 10 ms to 10 s; it doubles, and a random part is cut off.
     */
    @WithDefault("100ms")
    Duration reconnectMin();

    /** The longest pause before a connection is tried again, at least {@link #reconnectMin} and up to 1 min. */
    @WithDefault("2s")
    Duration reconnectMax();

    /** How often a follower of the feed hears at least a comment, 100 ms to 4 s: followers may rely on 5 s. */
    @WithDefault("3s")
    Duration heartbeat();

    /** A user and a password, each read again for every connection. */
    interface Login {

        /** The ACL user; without one, the default user. */
        Optional<String> username();

        /** Its password; without one, the watcher does not log in. */
        Optional<String> password();

        /** A file with the password; it wins over {@link #password}. */
        Optional<Path> passwordFile();
    }
}
