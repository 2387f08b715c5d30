package io.redisha.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.redisha.local.process.Child;
import io.redisha.local.relay.Relays;

/**
 * One process of an {@link HaCluster}, in a directory of its own: its configuration file, which it rewrites itself as Sentinel
 * changes it, its data and its log. It keeps its address through any restart, as a pod of a StatefulSet keeps its name.
 */
public abstract sealed class Node implements Member permits RedisNode, SentinelNode {

    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    static final Duration CALL_LIMIT = Duration.ofSeconds(5);

    /**
     * What is fixed about a node.
     *
     * @param ownHost what it is bound to, for what it listens on and for what it opens
     * @param relays present if others reach it through a relay only
     * @param password what it asks of everybody, if anything
     */
    record Place(String name, RedisBinary binary, Path directory, String ownHost, int port, Optional<Relays> relays,
            Optional<String> password) {
    }

    private final Place place;
    private volatile Child child;

    Node(Place place) {
        this.place = place;
    }

    @Override
    public String name() {
        return place.name();
    }

    @Override
    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return place.port();
    }

    @Override
    public String address() {
        return host() + ":" + port();
    }

    @Override
    public long pid() {
        return child.pid();
    }

    @Override
    public boolean isAlive() {
        return child != null && child.isAlive();
    }

    @Override
    public CompletableFuture<Integer> exit() {
        return child.exit();
    }

    @Override
    public String lastLogLines() {
        return child.lastLines();
    }

    @Override
    public void kill() {
        child.kill();
        refuseConnections();
    }

    @Override
    public void terminate() {
        child.terminate();
        refuseConnections();
    }

    @Override
    public void suspend() {
        child.suspend();
    }

    @Override
    public void resume() {
        child.resume();
    }

    /**
     * Starts the node again (killing it first if it still runs) with the configuration it had written itself, and returns
     * when it answers. A former master comes back as a master; Sentinel demotes it about 10 s later.
     */
    @Override
    public void restart() {
        if (isAlive()) {
            kill();
        }
        start();
    }

    /**
     * As {@link #restart}, but with an empty directory and the configuration of a new node, as after the loss of its volume: it
     * follows the master the Sentinels name; if that is itself, it is an empty master.
     */
    public void replace() {
        if (isAlive()) {
            kill();
        }
        wipe();
        write(freshConfiguration());
        start();
    }

    /**
     * Cuts all its wires, to the other nodes and to clients: everything it sends or is sent stays under way, and no
     * connection is closed. Needs a {@linkplain HaCluster.Builder#relayed relayed} cluster.
     */
    public void cutOff() {
        relays().isolate(ownHost());
    }

    /** Cuts its wires to clients only: the other nodes and the Sentinels see nothing wrong. */
    public void cutOffClients() {
        relays().cut(ownHost(), Relays.CLIENTS);
    }

    /** Heals all its wires, whatever cut them: what was under way arrives. */
    public void reconnect() {
        relays().heal(ownHost());
    }

    /**
     * Sends one command over a connection of its own (5 s for connect and reply), to the process itself: this works whatever is
     * cut off.
     */
    public Reply call(String... command) {
        return call(CALL_LIMIT, command);
    }

    Reply call(Duration limit, String... command) {
        try (RespConnection connection = connect(limit)) {
            return connection.call(command);
        }
    }

    /** A connection to the process itself, authenticated if it asks for that. */
    RespConnection connect(Duration limit) {
        RespConnection connection = RespConnection.connect(ownHost(), port(), limit);
        password().ifPresent(password -> connection.call("AUTH", password));
        return connection;
    }

    /** The address it is bound to, for what it listens on and for what it opens. */
    String ownHost() {
        return place.ownHost();
    }

    Optional<String> password() {
        return place.password();
    }

    Relays relays() {
        return place.relays().orElseThrow(() -> new IllegalStateException(
                "nothing lies between " + this + " and the others that could be cut: start the cluster with relayed()"));
    }

    /** The last arguments of the command, after the binary. */
    abstract List<String> arguments();

    /** What a new node starts with. */
    abstract List<String> freshConfiguration();

    Path configuration() {
        return place.directory().resolve("node.conf");
    }

    RedisVersion version() {
        return place.binary().version();
    }

    /** Starts the process for the first time. */
    void launch(List<String> configuration) {
        try {
            Files.createDirectories(place.directory());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create " + place.directory(), e);
        }
        wipe();
        write(configuration);
        spawn();
    }

    private void start() {
        spawn();
        awaitAnswer();
    }

    private void spawn() {
        List<String> command = Stream.concat(Stream.of(place.binary().path().toString()), arguments().stream()).toList();
        Path directory = place.directory();
        child = Child.start(name(), directory, directory.resolve("log"), Map.of(), false, command);
    }

    void awaitAnswer() {
        Await.until(name() + " answers PING on port " + port(), START_LIMIT, () -> {
            child.requireAlive();
            return call("PING") instanceof Reply.Status;
        });
        place.relays().ifPresent(relays -> relays.open(ownHost(), port()));
    }

    private void refuseConnections() {
        place.relays().ifPresent(relays -> relays.refuse(ownHost()));
    }

    private void write(List<String> lines) {
        try {
            Files.write(configuration(), lines, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + configuration(), e);
        }
    }

    /** Removes everything but the log, which tells the story of all its processes. */
    private void wipe() {
        Path directory = place.directory();
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> old = files.filter(file -> !file.equals(directory) && !file.endsWith("log"))
                    .sorted(Comparator.reverseOrder()).toList();
            for (Path file : old) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot empty " + directory, e);
        }
    }

    @Override
    public String toString() {
        return name() + " " + address();
    }
}
