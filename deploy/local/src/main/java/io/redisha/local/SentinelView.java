package io.redisha.local;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one Sentinel says of the master, its replicas and the other Sentinels at this moment. */
record SentinelView(SentinelNode sentinel, String host, int port, long epoch, String flags,
        List<Map<String, String>> replicas, List<Map<String, String>> sentinels) {

    private static final Duration LIMIT = Duration.ofSeconds(1);

    /** Empty if the Sentinel does not answer, or does not know the master. */
    static Optional<SentinelView> of(SentinelNode sentinel, String masterName) {
        if (!sentinel.isAlive()) {
            return Optional.empty();
        }
        try (RespConnection connection = sentinel.connect(LIMIT)) {
            Reply reply = connection.call("SENTINEL", "MASTER", masterName);
            if (reply instanceof Reply.Failure) {
                return Optional.empty();
            }
            Map<String, String> master = reply.fields();
            return Optional.of(new SentinelView(sentinel, master.get("ip"), Integer.parseInt(master.get("port")),
                    Long.parseLong(master.get("config-epoch")), master.get("flags"),
                    list(connection.call("SENTINEL", "REPLICAS", masterName)),
                    list(connection.call("SENTINEL", "SENTINELS", masterName))));
        } catch (UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private static List<Map<String, String>> list(Reply reply) {
        return reply instanceof Reply.Failure ? List.of() : reply.items().stream().map(Reply::fields).toList();
    }

    boolean names(RedisNode node) {
        return node.host().equals(host) && node.port() == port;
    }

    /**
     * A replica that this Sentinel still believes to be a master (it asks every 10 s) would be told to follow once more,
     * and that in the middle of the next failover, when it is one.
     */
    long goodReplicas() {
        return replicas.stream()
                .filter(replica -> "slave".equals(replica.get("flags")) && "slave".equals(replica.get("role-reported")))
                .count();
    }

    long goodSentinels() {
        return sentinels.stream().filter(other -> "sentinel".equals(other.get("flags"))).count();
    }
}
