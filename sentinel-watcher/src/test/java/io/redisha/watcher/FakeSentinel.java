package io.redisha.watcher;

import static io.redisha.watcher.ScriptedServer.array;
import static io.redisha.watcher.ScriptedServer.bulk;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Sentinel that says what it is told to say, at any moment something else. */
public final class FakeSentinel implements AutoCloseable {

    private final String id;
    private final ScriptedServer server;
    private final Set<OutputStream> subscribers = ConcurrentHashMap.newKeySet();
    private volatile String master;
    private volatile String described;
    private volatile String flags = "master";
    private volatile long epoch;
    private volatile List<String> replicas = List.of();
    private volatile List<FakeSentinel> peers = List.of();

    private FakeSentinel(String id, String host, int port) {
        this.id = id;
        this.server = ScriptedServer.start(host, port, script());
    }

    public static FakeSentinel start(String id) {
        return start(id, "127.0.0.1", 0);
    }

    public static FakeSentinel start(String id, String host, int port) {
        return new FakeSentinel(id, host, port);
    }

    /** @param address host:port, null to know no master */
    public FakeSentinel names(String address, long atEpoch) {
        epoch = atEpoch;
        master = address;
        described = address;
        return this;
    }

    /** As a leader does that has seen the promotion and has not switched: its SENTINEL MASTER shows the former one still. */
    public FakeSentinel promotes(String address, long atEpoch) {
        epoch = atEpoch;
        master = address;
        return this;
    }

    public FakeSentinel lists(String... addresses) {
        replicas = List.of(addresses);
        return this;
    }

    public FakeSentinel knows(FakeSentinel... others) {
        peers = List.of(others);
        return this;
    }

    /** Whether it is at work on a failover, as its answers say. */
    public FakeSentinel failsOver(boolean does) {
        flags = does ? "master,failover_in_progress" : "master";
        return this;
    }

    /** How many listen to its events. */
    public int subscribers() {
        return subscribers.size();
    }

    public ScriptedServer server() {
        return server;
    }

    public String address() {
        return server.address();
    }

    @Override
    public void close() {
        server.close();
    }

    /** What it does on each connection. */
    public ScriptedServer.Script script() {
        return (in, out) -> {
            try {
                ScriptedServer.answering(command -> answer(command, out)).serve(in, out);
            } finally {
                subscribers.remove(out);
            }
        };
    }

    /** An event for all who have subscribed. */
    public void tell(String channel, String message) {
        byte[] event = array("pmessage", "*", channel, message).getBytes(StandardCharsets.UTF_8);
        for (OutputStream subscriber : subscribers) {
            try {
                subscriber.write(event);
                subscriber.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private String answer(List<String> command, OutputStream out) {
        String question = command.get(0).equals("SENTINEL") ? command.get(1) : command.get(0);
        String known = master;
        return switch (question) {
            case "PING" -> "+PONG\r\n";
            case "PSUBSCRIBE" -> {
                subscribers.add(out);
                yield "*3\r\n$10\r\npsubscribe\r\n$1\r\n*\r\n:1\r\n";
            }
            case "MYID" -> bulk(id);
            case "MASTER" -> known == null ? "-ERR No such master with that name\r\n" : describeMaster(described);
            case "GET-MASTER-ADDR-BY-NAME" -> known == null ? "*-1\r\n" : array(host(known), port(known));
            case "REPLICAS" -> known == null ? "-ERR No such master with that name\r\n"
                    : list(replicas.stream().map(FakeSentinel::describeReplica));
            case "SENTINELS" ->
                known == null ? "-ERR No such master with that name\r\n" : list(peers.stream().map(FakeSentinel::describePeer));
            default -> "-ERR unknown command\r\n";
        };
    }

    private String describeMaster(String address) {
        return array("name", "mymaster", "ip", host(address), "port", port(address), "runid", runId(address), "flags", flags,
                "config-epoch", Long.toString(epoch), "num-slaves", Integer.toString(replicas.size()), "num-other-sentinels",
                Integer.toString(peers.size()), "quorum", "2");
    }

    private static String describeReplica(String address) {
        return array("name", address, "ip", host(address), "port", port(address), "runid", runId(address), "flags", "slave",
                "role-reported", "slave", "master-host", "somewhere");
    }

    private static String describePeer(FakeSentinel peer) {
        return array("name", peer.id, "ip", host(peer.address()), "port", port(peer.address()), "runid", peer.id, "flags",
                "sentinel", "last-ok-ping-reply", "10", "last-hello-message", "10");
    }

    private static String list(Stream<String> elements) {
        List<String> all = elements.toList();
        return "*" + all.size() + "\r\n" + all.stream().collect(Collectors.joining());
    }

    private static String runId(String address) {
        return "run-id-of-" + address;
    }

    private static String host(String address) {
        return address.substring(0, address.lastIndexOf(':'));
    }

    private static String port(String address) {
        return address.substring(address.lastIndexOf(':') + 1);
    }
}
