package io.redisha.watcher.sentinel;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.redisha.watcher.redis.Address;
import io.redisha.watcher.redis.RedisNode;
import io.redisha.watcher.sentinel.SentinelReport.Peer;
import io.redisha.watcher.sentinel.SentinelReport.Replica;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;

/** The four commands by which a Sentinel is asked about a master, and what its answers mean. */
final class SentinelQuestion {

    private SentinelQuestion() {
    }

    /** In one write, so that address and epoch are of the same moment. */
    static List<Request> about(String master) {
        return Stream.of("MASTER", "GET-MASTER-ADDR-BY-NAME", "REPLICAS", "SENTINELS")
                .map(subcommand -> Request.cmd(Command.SENTINEL).arg(subcommand).arg(master)).toList();
    }

    static boolean isUnknownMaster(Throwable failure) {
        return String.valueOf(failure.getMessage()).contains("No such master");
    }

    /** What the Sentinel said, without the number that the client puts before the error of one command among several. */
    static String error(Throwable failure) {
        return String.valueOf(failure.getMessage()).replaceFirst("^ERR \\[\\d+] ", "");
    }

    /** @throws MalformedAnswer if these are not the answers of a Sentinel */
    static SentinelReport read(String sentinelId, List<Response> answers) {
        SentinelFields master = SentinelFields.of(answers.get(0));
        long epoch = master.number("config-epoch", -1);
        if (epoch < 0) {
            throw new MalformedAnswer("no config-epoch");
        }
        List<Replica> replicas = SentinelFields.listOf(answers.get(2)).stream().flatMap(SentinelQuestion::replica)
                .toList();
        List<Peer> peers = SentinelFields.listOf(answers.get(3)).stream().flatMap(SentinelQuestion::peer)
                .toList();
        int quorum = (int) Math.max(0, Math.min(Integer.MAX_VALUE, master.number("quorum", 0)));
        Address address = address(answers.get(1));
        boolean switched = master.address().filter(address::equals).isPresent();
        return new SentinelReport(sentinelId, identified(address, master.node(), replicas), switched,
                master.hasFlag("failover_in_progress"), epoch, quorum, replicas,
                peers);
    }

    private static Address address(Response reply) {
        if (reply == null || reply.type() != ResponseType.MULTI || reply.size() != 2) {
            throw new MalformedAnswer("no host and port as the master's address");
        }
        try {
            return new Address(String.valueOf(reply.get(0)), Integer.parseInt(String.valueOf(reply.get(1))));
        } catch (IllegalArgumentException e) {
            throw new MalformedAnswer("no usable address of the master: " + e.getMessage());
        }
    }

    /** {@code GET-MASTER-ADDR-BY-NAME} tells no run id; the description of the same node does. */
    private static RedisNode identified(Address address, Optional<RedisNode> master, List<Replica> replicas) {
        return Stream.concat(master.stream(), replicas.stream().map(Replica::node))
                .filter(node -> node.address().equals(address)).findFirst().orElse(new RedisNode(address, ""));
    }

    private static Stream<Replica> replica(SentinelFields fields) {
        boolean silent = Stream.of("s_down", "o_down", "disconnected").anyMatch(fields::hasFlag);
        boolean follows = fields.text("role-reported", "slave").equals("slave") && !fields.text("master-host", "").equals("?");
        ReplicaState state = silent ? ReplicaState.DOWN : follows ? ReplicaState.ONLINE : ReplicaState.UNKNOWN;
        return fields.node().map(node -> new Replica(node, state, follows)).stream();
    }

    private static Stream<Peer> peer(SentinelFields fields) {
        boolean silent = Stream.of("s_down", "disconnected").anyMatch(fields::hasFlag);
        long lastHeard = Math.min(fields.number("last-ok-ping-reply", 0), fields.number("last-hello-message", 0));
        Duration silence = silent ? Duration.ofMillis(Math.max(0, lastHeard)) : Duration.ZERO;
        return fields.address().map(address -> new Peer(fields.text("runid", ""), address, silence)).stream();
    }
}
