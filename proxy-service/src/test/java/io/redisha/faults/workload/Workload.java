package io.redisha.faults.workload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import io.redisha.faults.evidence.DatabaseCheck;
import io.redisha.faults.evidence.Evidence;
import io.redisha.faults.evidence.Findings;
import io.redisha.faults.evidence.KeyCheck;
import io.redisha.faults.evidence.Ledger;
import io.redisha.faults.evidence.ListCheck;
import io.redisha.faults.evidence.TransactionCheck;
import io.redisha.local.Await;
import io.redisha.local.HaCluster;
import io.redisha.local.RedisNode;

/**
 * 21 clients that together write about 550 times a second through the proxy, each on its own connection and thread. Its own
 * methods are for one thread.
 */
public final class Workload implements AutoCloseable {

    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration END_LIMIT = Duration.ofSeconds(10);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
    private static final Duration DELIVERY_LIMIT = Duration.ofSeconds(3);
    private static final int WARM = 20;

    private final int port;
    private final Tally tally = new Tally();
    private final List<Ledger> writers = new ArrayList<>();
    private final List<Counter> counters = new ArrayList<>();
    private final List<Client> speakers = new ArrayList<>();
    private final List<Client> listeners = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private volatile boolean stopping;
    private volatile boolean closing;
    private long stoppedAt;

    /** @param port the proxy's */
    public Workload(int port) {
        this.port = port;
        List.of("set:1:", "set:2:").forEach(prefix -> {
            Writer writer = writer(16, number -> new String[] { "SET", prefix + number, Long.toString(number) },
                    new KeyCheck(0, prefix)::judge);
            writers.add(writer.ledger());
            speakers.add(new Reader(line(), prefix, writer.ledger()));
        });
        List.of("incr:1", "incr:2", "incr:3").forEach(key -> {
            Counter counter = new Counter(line(), key);
            writers.add(counter.ledger());
            counters.add(counter);
            speakers.add(counter);
        });
        List.of("list:1", "list:2").forEach(key -> writers.add(pusher(25, key, new ListCheck(key, "")::judge).ledger()));
        List.of("pipe:1", "pipe:2").forEach(key -> speakers.add(new Pipeliner(line(), key)));
        List.of("a", "b").forEach(mark -> speakers.add(new Transactor(line(), "tx:counter", "tx:log", mark)));
        addSelecting();
        addMessages();
        addQueue();
        addTracking();
    }

    private void addSelecting() {
        Line selecting = Line.ofSpeaker(port, tally, new String[] { "SELECT", "5" });
        speakers.add(new Writer(selecting, Duration.ofMillis(33),
                number -> new String[] { "SET", "five:" + number, Long.toString(number) }, new KeyCheck(5, "five:")::judge));
    }

    private void addMessages() {
        Writer publisher = writer(25, number -> new String[] { "PUBLISH", "news:all", Long.toString(number) }, unchecked());
        listeners.add(Subscriber.ofChannel(port, tally, "news:all", publisher.ledger()));
        listeners.add(Subscriber.ofPattern(port, tally, "news:*", publisher.ledger()));
    }

    private void addQueue() {
        Writer pusher = pusher(33, "queue", unchecked());
        listeners.add(new Popper(Line.ofListener(port, tally), "queue", pusher.ledger()));
    }

    private void addTracking() {
        Writer writer = writer(100, number -> new String[] { "SET", "tracked", Long.toString(number) }, unchecked());
        listeners.add(new Tracker(port, tally, "tracked", writer.ledger()));
    }

    private Writer pusher(long period, String key, Writer.Check check) {
        return writer(period, number -> new String[] { "RPUSH", key, Long.toString(number) }, check);
    }

    private Writer writer(long period, Writer.Command command, Writer.Check check) {
        Writer writer = new Writer(line(), Duration.ofMillis(period), command, check);
        speakers.add(writer);
        return writer;
    }

    /** For writers that another client judges with its own. */
    private static Writer.Check unchecked() {
        return (ledger, evidence, findings) -> {
        };
    }

    private Line line() {
        return Line.ofSpeaker(port, tally);
    }

    /** Connects all clients and returns when the writers write. */
    public void start(HaCluster cluster) {
        NodeMark.seed(cluster, counters.stream().map(Counter::key).toList());
        // Who listens must be there when the first speaks.
        listeners.forEach(client -> threads.add(thread(client, () -> closing)));
        threads.forEach(Thread::start);
        Await.until("all who listen are connected", WARM_UP, () -> listeners.stream().allMatch(Client::isConnected));
        List<Thread> speaking = speakers.stream().map(client -> thread(client, () -> stopping)).toList();
        threads.addAll(speaking);
        speaking.forEach(Thread::start);
        Await.until("all writers write", WARM_UP, () -> writers.stream().allMatch(writer -> writer.acked() >= WARM));
    }

    private Thread thread(Client client, BooleanSupplier end) {
        Thread thread = new Thread(() -> {
            Pace pace = new Pace(client.period());
            while (!end.getAsBoolean()) {
                pace.await();
                client.step();
            }
        }, client.getClass().getSimpleName());
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((failed, because) -> {
            synchronized (failures) {
                failures.add(because);
            }
        });
        return thread;
    }

    /** Lets every request be answered and every message arrive, and ends all clients. */
    public void stop() {
        stoppedAt = System.nanoTime();
        stopping = true;
        List<Thread> speaking = threads.subList(listeners.size(), threads.size());
        waitUpTo(ANSWER_LIMIT, () -> speaking.stream().noneMatch(Thread::isAlive));
        speaking.stream().filter(Thread::isAlive).forEach(thread -> tally.countGaveUp());
        // What has not arrived by then is what the checks are about to find.
        waitUpTo(DELIVERY_LIMIT, () -> listeners.stream().allMatch(Client::isDone));
        close();
        Await.until("all clients end", END_LIMIT, () -> threads.stream().noneMatch(Thread::isAlive));
        synchronized (failures) {
            if (!failures.isEmpty()) {
                throw new IllegalStateException("a client of the workload has failed", failures.get(0));
            }
        }
    }

    private static void waitUpTo(Duration limit, BooleanSupplier condition) {
        long begun = System.nanoTime();
        Pace pace = new Pace(Duration.ofMillis(20));
        while (System.nanoTime() - begun < limit.toNanos() && !condition.getAsBoolean()) {
            pace.await();
        }
    }

    /** What is wrong, after {@link #stop}. */
    public Findings judge(Evidence evidence) {
        Findings findings = new Findings();
        Stream.concat(speakers.stream(), listeners.stream()).forEach(client -> client.judge(evidence, findings));
        new DatabaseCheck(5, "five:").judge(evidence.master(), findings);
        new TransactionCheck("tx:counter", "tx:log").judge(evidence.master(), findings);
        return findings;
    }

    public Tally tally() {
        return tally;
    }

    /** When the first write was acknowledged that ran on another node than this one, after {@link #stop}. */
    public OptionalLong firstElsewhere(HaCluster cluster, RedisNode node) {
        return counters.stream().map(counter -> counter.firstElsewhere(NodeMark.of(cluster, node)))
                .filter(OptionalLong::isPresent).mapToLong(OptionalLong::getAsLong).min();
    }

    /** The longest time in ns that any of the SET, INCR and RPUSH writers was without an acknowledgement after a moment. */
    public long longestPause(long after) {
        return writers.stream().mapToLong(writer -> writer.longestPause(after, stoppedAt)).max().orElseThrow();
    }

    /** How many writes of the SET, INCR and RPUSH writers were acknowledged. */
    public long acked() {
        return writers.stream().mapToLong(Ledger::acked).sum();
    }

    @Override
    public void close() {
        stopping = true;
        closing = true;
        listeners.forEach(Client::close);
        speakers.forEach(Client::close);
    }
}
