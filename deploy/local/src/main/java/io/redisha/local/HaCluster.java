package io.redisha.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.redisha.local.relay.Relays;

/**
 * A highly available Redis on loopback, made of real processes: one master, its replicas and their Sentinels, three and three
 * unless told otherwise. {@code redis-1} is the first master. Closing it kills all processes and keeps their directories.
 * <p>
 * May be used by several threads; each node is for one thread at a time.
 */
public final class HaCluster implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration SETTLE_PAUSE = Duration.ofMillis(50);
    private static final Duration FAILOVER_LIMIT = Duration.ofSeconds(15);

    private final RedisBinary binary;
    private final String masterName;
    private final Path directory;
    private final Optional<Relays> relays;
    private final List<RedisNode> nodes = new ArrayList<>();
    private final List<SentinelNode> sentinels = new ArrayList<>();

    private HaCluster(Builder builder) {
        binary = RedisBinary.find();
        masterName = builder.masterName;
        directory = builder.directory == null ? freshDirectory() : builder.directory.toAbsolutePath();
        relays = builder.relayed ? Optional.of(new Relays()) : Optional.empty();
        for (int port : builder.redisPorts) {
            nodes.add(new RedisNode(place("redis-" + (nodes.size() + 1), port, builder.redisPassword), this::currentMaster));
        }
        int quorum = builder.quorum == 0 ? builder.sentinelPorts.length / 2 + 1 : builder.quorum;
        SentinelNode.Watch watch = new SentinelNode.Watch(masterName, quorum, builder.downAfter, builder.failoverTimeout);
        for (int port : builder.sentinelPorts) {
            Node.Place place = place("sentinel-" + (sentinels.size() + 1), port, builder.sentinelPassword);
            sentinels.add(new SentinelNode(place, watch, nodes.get(0), this::currentMaster));
        }
    }

    private Node.Place place(String name, int port, String password) {
        // With relays each process has a loopback address of its own, by which they know who calls.
        String ownHost = relays.isPresent() ? "127.0.1." + (nodes.size() + sentinels.size() + 1) : "127.0.0.1";
        return new Node.Place(name, binary, directory.resolve(name), ownHost, port, relays, Optional.ofNullable(password));
    }

    public static Builder builder() {
        return new Builder();
    }

    /** All Redis nodes in the order of their ports, dead ones included. */
    public List<RedisNode> nodes() {
        return List.copyOf(nodes);
    }

    public List<SentinelNode> sentinels() {
        return List.copyOf(sentinels);
    }

    /** {@code host:port} of every Sentinel, separated by commas. */
    public String sentinelAddresses() {
        return String.join(",", sentinels.stream().map(Node::address).toList());
    }

    public String masterName() {
        return masterName;
    }

    /** The version of all servers and Sentinels. */
    public RedisVersion version() {
        return binary.version();
    }

    /**
     * The node that the Sentinels name; of those that answer, the one with the highest configuration epoch is believed.
     *
     * @throws IllegalStateException if no Sentinel answers
     */
    public RedisNode master() {
        return currentMaster().orElseThrow(() -> new IllegalStateException("no Sentinel names a master of this cluster"));
    }

    /** All nodes but {@link #master}. */
    public List<RedisNode> replicas() {
        RedisNode master = master();
        return nodes.stream().filter(node -> node != master).toList();
    }

    /**
     * Waits until every node runs and all agree: one master, each other node its replica with the link up, each Sentinel
     * sees all of them and all other Sentinels in good health, and no failover is under way. After a former master came
     * back as a replica this takes about 20 s: Sentinel demotes it after 10 s and looks again 10 s later.
     */
    public void awaitSettled(Duration limit) {
        Settlement settlement = new Settlement(this);
        Await.value(() -> "the cluster settles; " + settlement.whyNot(), limit, SETTLE_PAUSE,
                () -> settlement.holds() ? Optional.of(true) : Optional.empty());
    }

    /** Waits until the Sentinels name another node whose {@code ROLE} is master, and returns it. */
    public RedisNode awaitMasterOtherThan(RedisNode old, Duration limit) {
        return Await.value("a master other than " + old, limit,
                () -> currentMaster().filter(node -> node != old && node.isAlive() && node.role().equals("master")));
    }

    /**
     * Asks the first Sentinel that answers for a planned failover and returns when it has agreed to it (not when it is
     * done). As long as there is no replica in good health it is asked again, up to 15 s.
     */
    public void failover() {
        Await.until("a Sentinel accepts SENTINEL FAILOVER", FAILOVER_LIMIT, () -> {
            SentinelNode first = views().map(SentinelView::sentinel).findFirst()
                    .orElseThrow(() -> new IllegalStateException("no Sentinel answers"));
            Reply reply = first.call("SENTINEL", "FAILOVER", masterName);
            if (reply instanceof Reply.Failure failure && !failure.text().contains("NOGOODSLAVE")) {
                throw new IllegalStateException(first + " refuses the failover: " + failure.text());
            }
            return reply instanceof Reply.Status;
        });
    }

    /**
     * Cuts the wires between a node and others, in both directions, for connections there are and new ones: what is sent
     * stays under way, and no connection is closed. Clients still reach all of them. Needs a {@linkplain Builder#relayed
     * relayed} cluster.
     */
    public void cutOff(Node node, Node... from) {
        for (Node other : from) {
            node.relays().cut(node.ownHost(), other.ownHost());
        }
    }

    /** Heals all wires: what was under way arrives. */
    public void reconnect() {
        all().forEach(Node::reconnect);
    }

    /** Kills all processes. */
    @Override
    public void close() {
        all().filter(Node::isAlive).forEach(Node::kill);
        relays.ifPresent(Relays::close);
    }

    private Stream<Node> all() {
        return Stream.concat(sentinels.stream(), nodes.stream());
    }

    Stream<SentinelView> views() {
        return sentinels.stream().flatMap(sentinel -> SentinelView.of(sentinel, masterName).stream());
    }

    private Optional<RedisNode> currentMaster() {
        if (sentinels.isEmpty()) {
            return Optional.of(nodes.get(0));
        }
        return views().max(Comparator.comparingLong(SentinelView::epoch))
                .flatMap(view -> nodes.stream().filter(view::names).findFirst());
    }

    void start() {
        RedisNode first = nodes.get(0);
        nodes.forEach(node -> node.launch(node.configurationAs(Optional.of(first).filter(master -> master != node))));
        nodes.forEach(Node::awaitAnswer);
        // A Sentinel asks for the replicas at once, and then only every 10 s: they have to be there before it.
        Await.until("all replicas follow " + first, START_LIMIT,
                () -> first.call("ROLE").items().get(2).items().size() == nodes.size() - 1);
        sentinels.forEach(sentinel -> sentinel.launch(sentinel.freshConfiguration()));
        sentinels.forEach(Node::awaitAnswer);
        awaitSettled(START_LIMIT);
    }

    private static Path freshDirectory() {
        Path parent = ProjectRoot.target().resolve("local-cluster");
        try {
            Files.createDirectories(parent);
            return Files.createTempDirectory(parent, "cluster-");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create a directory in " + parent, e);
        }
    }

    /** What can be chosen about a cluster; everything has a default. */
    public static final class Builder {

        private String masterName = "mymaster";
        private Duration downAfter = Duration.ofMillis(1500);
        private Duration failoverTimeout = Duration.ofSeconds(5);
        private int quorum;
        private int[] redisPorts = free(3);
        private int[] sentinelPorts = free(3);
        private Path directory;
        private boolean relayed;
        private String redisPassword;
        private String sentinelPassword;

        private Builder() {
        }

        public Builder masterName(String name) {
            masterName = name;
            return this;
        }

        /**
         * How long a node must be silent before a Sentinel takes it as down; 1.5 s. With 1 s or less a second failover follows
         * now and then: a Sentinel dials once a second, also the new master behind the lost one, and counts the silence from
         * the switch on.
         */
        public Builder downAfter(Duration duration) {
            downAfter = duration;
            return this;
        }

        /** Sentinel's {@code failover-timeout}: a failed failover is tried again after twice this time; 5 s. */
        public Builder failoverTimeout(Duration duration) {
            failoverTimeout = duration;
            return this;
        }

        /** How many Sentinels must find the master down; a majority. */
        public Builder quorum(int sentinels) {
            quorum = sentinels;
            return this;
        }

        /** As many Redis nodes as ports, the first is the first master; three free ports. */
        public Builder redisPorts(int... ports) {
            redisPorts = ports.clone();
            return this;
        }

        /** As many Sentinels as ports, none for a Redis that is never switched; three free ports. */
        public Builder sentinelPorts(int... ports) {
            sentinelPorts = ports.clone();
            return this;
        }

        /** Where the nodes keep their directories; a new one below the module's {@code target/local-cluster}. */
        public Builder directory(Path path) {
            directory = path;
            return this;
        }

        /** Puts a relay in front of every process, so that they can be cut off from each other. Linux only. */
        public Builder relayed() {
            relayed = true;
            return this;
        }

        /** What all Redis nodes ask for ({@code requirepass}), each other too; the Sentinels know it. Nothing. */
        public Builder redisPassword(String password) {
            redisPassword = password;
            return this;
        }

        /** What all Sentinels ask for ({@code requirepass}), each other too; nothing. */
        public Builder sentinelPassword(String password) {
            sentinelPassword = password;
            return this;
        }

        /** The cluster without a process: its addresses are known. */
        HaCluster build() {
            return new HaCluster(this);
        }

        /** Starts all processes and returns when the cluster is settled; on any failure nothing is left running. */
        public HaCluster start() {
            HaCluster cluster = build();
            try {
                cluster.start();
                return cluster;
            } catch (RuntimeException | Error e) {
                cluster.close();
                throw e;
            }
        }

        private static int[] free(int count) {
            return IntStream.range(0, count).map(i -> Ports.free()).toArray();
        }
    }
}
