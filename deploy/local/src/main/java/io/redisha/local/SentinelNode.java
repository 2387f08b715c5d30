package io.redisha.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** One Sentinel. */
public final class SentinelNode extends Node {

    /** What all Sentinels of a cluster are told. */
    record Watch(String masterName, int quorum, Duration downAfter, Duration failoverTimeout) {
    }

    private final Watch watch;
    private final Supplier<Optional<RedisNode>> master;
    private final RedisNode firstMaster;

    SentinelNode(Place place, Watch watch, RedisNode firstMaster, Supplier<Optional<RedisNode>> master) {
        super(place);
        this.watch = watch;
        this.firstMaster = firstMaster;
        this.master = master;
    }

    @Override
    List<String> arguments() {
        return List.of("node.conf", "--sentinel");
    }

    @Override
    List<String> freshConfiguration() {
        RedisNode watched = master.get().orElse(firstMaster);
        String name = watch.masterName();
        List<String> lines = new ArrayList<>(List.of(
                "port " + port(),
                "bind " + ownHost(),
                "protected-mode no",
                "sentinel announce-ip " + host(),
                "sentinel announce-port " + port(),
                "sentinel monitor " + name + " " + watched.host() + " " + watched.port() + " " + watch.quorum(),
                "sentinel down-after-milliseconds " + name + " " + watch.downAfter().toMillis(),
                "sentinel failover-timeout " + name + " " + watch.failoverTimeout().toMillis(),
                "sentinel parallel-syncs " + name + " 2"));
        if (version().atLeast(7, 0)) {
            // Before, the first bound address was it.
            lines.add("bind-source-addr " + ownHost());
        }
        // A Sentinel uses its own password for the others, too.
        password().ifPresent(password -> lines.add("requirepass " + password));
        firstMaster.password().ifPresent(password -> lines.add("sentinel auth-pass " + name + " " + password));
        return lines;
    }
}
