package io.redisha.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** One Redis server, master or replica. */
public final class RedisNode extends Node {

    private final Supplier<Optional<RedisNode>> master;

    /** @param master whom a new node has to follow, as the Sentinels see it */
    RedisNode(Place place, Supplier<Optional<RedisNode>> master) {
        super(place);
        this.master = master;
    }

    /** One section of INFO: names and values. */
    public Map<String, String> info(String section) {
        return info(CALL_LIMIT, section);
    }

    Map<String, String> info(Duration limit, String section) {
        Map<String, String> fields = new LinkedHashMap<>();
        call(limit, "INFO", section).text().lines().filter(line -> line.contains(":")).forEach(line -> {
            int colon = line.indexOf(':');
            fields.put(line.substring(0, colon), line.substring(colon + 1));
        });
        return fields;
    }

    /** What the node itself says it is: {@code master} or {@code slave}. */
    public String role() {
        return call("ROLE").items().get(0).text();
    }

    @Override
    List<String> arguments() {
        return List.of("node.conf");
    }

    @Override
    List<String> freshConfiguration() {
        return configurationAs(master.get().filter(node -> node != this));
    }

    /** Nothing is persisted: a node that comes back is filled by its master, or empty. */
    List<String> configurationAs(Optional<RedisNode> replicaOf) {
        List<String> lines = new ArrayList<>(List.of(
                "port " + port(),
                "bind " + ownHost(),
                "save \"\"",
                "appendonly no",
                "repl-diskless-sync yes",
                "repl-diskless-sync-delay 0",
                "replica-announce-ip " + host(),
                "replica-announce-port " + port()));
        if (version().atLeast(7, 0)) {
            lines.add("enable-debug-command local");
            lines.add("bind-source-addr " + ownHost());
        }
        password().ifPresent(password -> {
            lines.add("requirepass " + password);
            lines.add("masterauth " + password);
        });
        replicaOf.ifPresent(node -> lines.add("replicaof " + node.host() + " " + node.port()));
        return lines;
    }
}
