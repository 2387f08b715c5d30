package io.redisha.faults.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

import org.junit.jupiter.api.Test;

import io.redisha.faults.evidence.Evidence;
import io.redisha.faults.evidence.Fate;
import io.redisha.faults.evidence.Findings;
import io.redisha.faults.evidence.Findings.Kind;
import io.redisha.faults.evidence.KeyCheck;
import io.redisha.faults.evidence.Keyspace;
import io.redisha.faults.evidence.Ledger;
import io.redisha.faults.evidence.Moments;
import io.redisha.faults.evidence.Write;

/** What the clients see for themselves, before anybody looks at a keyspace: each is told something wrong. */
class ClientsTest {

    private final Tally tally = new Tally();
    private final Keyspace master = new Keyspace(new HashMap<>(), new HashMap<>());

    /** Lets a client take steps, and judges it. */
    private Map<Kind, Integer> found(int steps, Function<Integer, Client> maker, Function<List<String>, String> script) {
        try (ScriptedServer server = new ScriptedServer(script); Client client = maker.apply(server.port())) {
            for (int i = 0; i < steps; i++) {
                client.step();
            }
            Findings findings = new Findings();
            client.judge(new Evidence(new Moments(0, OptionalLong.empty()), master, Optional.empty(), true), findings);
            return findings.counts();
        }
    }

    private static Function<List<String>, String> inTurn(String... answers) {
        Deque<String> left = new ArrayDeque<>(List.of(answers));
        return command -> left.poll();
    }

    private void holds(String key, String value) {
        master.strings().computeIfAbsent(0, none -> new HashMap<>()).put(key, value);
    }

    private void lists(String key, String... elements) {
        master.lists().computeIfAbsent(0, none -> new HashMap<>()).put(key, List.of(elements));
    }

    private static String bulk(String text) {
        return "$" + text.length() + "\r\n" + text + "\r\n";
    }

    private Client pipeliner(int port) {
        return new Pipeliner(Line.ofSpeaker(port, tally), "pipe");
    }

    @Test
    void shouldAcceptAPipelineInOrder() {
        lists("pipe", "1", "2", "3", "4", "5", "6", "7", "8");
        assertEquals(Map.of(), found(1, this::pipeliner,
                command -> command.get(0).equals("ECHO") ? bulk(command.get(1)) : ":1\r\n"));
    }

    @Test
    void shouldFindRepliesOfAPipelineOutOfOrder() {
        lists("pipe", "1", "2", "3", "4", "5", "6", "7", "8");
        // The replies of the third and the fourth pair are swapped.
        assertEquals(Map.of(Kind.DISORDER, 2), found(1, this::pipeliner, command -> command.get(0).equals("RPUSH") ? ":1\r\n"
                : bulk(command.get(1).replace("3", "x").replace("4", "3").replace("x", "4"))));
    }

    private Client transactor(int port) {
        return new Transactor(Line.ofSpeaker(port, tally), "tx", "log", "a");
    }

    @Test
    void shouldAcceptAWholeTransaction() {
        lists("log", "b1", "a1");
        assertEquals(Map.of(), found(1, this::transactor, inTurn("+OK\r\n", bulk("1"), "+OK\r\n", "+QUEUED\r\n", "+QUEUED\r\n",
                "*2\r\n+OK\r\n:2\r\n")));
    }

    @Test
    void shouldFindATransactionThatAnotherCameInto() {
        lists("log", "b1", "a1");
        assertEquals(Map.of(Kind.TORN, 1), found(1, this::transactor, inTurn("+OK\r\n", bulk("1"), "+OK\r\n", "+QUEUED\r\n",
                "+QUEUED\r\n", "*2\r\n+OK\r\n:3\r\n")));
    }

    @Test
    void shouldFindACommandThatRanOutsideItsTransaction() {
        assertEquals(Map.of(Kind.TORN, 1), found(1, this::transactor, inTurn("+OK\r\n", bulk("1"), "+OK\r\n", "+QUEUED\r\n",
                ":2\r\n", "-EXECABORT gone\r\n")));
    }

    @Test
    void shouldFindATransactionThatRanAlthoughItWasAborted() {
        lists("log", "a1");
        assertEquals(Map.of(Kind.TWICE, 1), found(1, this::transactor, inTurn("+OK\r\n", bulk("0"), "+OK\r\n", "+QUEUED\r\n",
                "+QUEUED\r\n", "*-1\r\n")));
    }

    @Test
    void shouldFindAReplyToTheReaderThatBelongsToAnotherKey() {
        Ledger writer = new Ledger();
        writer.add(new Write(7, 1, 2, Fate.ACKED));
        holds("k:7", "7");
        Function<Integer, Client> reader = port -> new Reader(Line.ofSpeaker(port, tally), "k:", writer);
        assertEquals(Map.of(), found(1, reader, inTurn(bulk("7"))));
        assertEquals(Map.of(Kind.DISORDER, 1), found(1, reader, inTurn(bulk("8"))));
        assertEquals(Map.of(Kind.STALE_READ, 1), found(1, reader, inTurn("$-1\r\n")));
    }

    @Test
    void shouldFindACacheThatWasNeverVoided() {
        Ledger writer = new Ledger();
        holds("k", "2");
        Function<Integer, Client> tracker = port -> new Tracker(port, tally, "k", writer);
        String hello = "%1\r\n+proto\r\n:3\r\n";
        String everything = ">2\r\n+invalidate\r\n_\r\n";
        assertEquals(Map.of(Kind.STALE_READ, 1), found(1, tracker, inTurn(hello, "+OK\r\n", bulk("1"))));
        assertEquals(Map.of(), found(3, tracker, inTurn(hello, "+OK\r\n", bulk("1") + everything, bulk("2"))));
    }

    @Test
    void shouldFindAPopThatGivesUpBeforeItsTime() {
        Function<Integer, Client> popper = port -> new Popper(Line.ofListener(port, tally), "queue", new Ledger());
        assertEquals(Map.of(Kind.DISORDER, 1), found(1, popper, inTurn("*-1\r\n")));
        assertEquals(Map.of(Kind.DISORDER, 1), found(1, popper, inTurn("*2\r\n+other\r\n+1\r\n")));
    }

    @Test
    void shouldFindAMessageThatNobodyAskedFor() {
        Function<Integer, Client> subscriber = port -> Subscriber.ofChannel(port, tally, "news", new Ledger());
        String confirmation = "*3\r\n+subscribe\r\n+news\r\n:1\r\n";
        assertEquals(Map.of(), found(1, subscriber, inTurn(confirmation + "*3\r\n+message\r\n+news\r\n" + bulk("1"))));
        assertEquals(Map.of(Kind.DISORDER, 1), found(1, subscriber, inTurn(confirmation + confirmation)));
    }

    @Test
    void shouldKnowWhichNodeAnIncrementRanOn() {
        Counter counter;
        try (ScriptedServer server = new ScriptedServer(inTurn(":1000000000001\r\n", "-UNKNOWNOUTCOME x\r\n",
                ":2000000000002\r\n")); Counter running = new Counter(Line.ofSpeaker(server.port(), tally), "counter")) {
            counter = running;
            for (int i = 0; i < 3; i++) {
                counter.step();
            }
        }
        assertEquals(counter.ledger().writes().get(2).endedAt(), counter.firstElsewhere(1).orElseThrow());
        assertEquals(counter.ledger().writes().get(0).endedAt(), counter.firstElsewhere(2).orElseThrow());
    }

    @Test
    void shouldCountClosedConnectionsAndErrorsByTheirFirstWord() {
        Function<Integer, Client> writer = port -> new Writer(Line.ofSpeaker(port, tally), Duration.ZERO,
                number -> new String[] { "SET", "k:" + number, "" + number }, new KeyCheck(0, "k:")::judge);
        holds("k:1", "1");
        holds("k:4", "4");
        assertEquals(Map.of(Kind.LOST_BEFORE, 1),
                found(5, writer, inTurn("+OK\r\n", "-READONLY x\r\n", "-READONLY y\r\n", "+OK\r\n", "+OK\r\n")));
        assertEquals(Map.of("READONLY", 2), tally.errors());
        assertEquals(0, tally.closed());

        found(1, writer, inTurn());
        assertEquals(1, tally.closed());
    }

    @Test
    void shouldNotUseAConnectionWhoseFirstCommandsWereRefused() {
        Function<Integer, Client> selecting = port -> new Writer(Line.ofSpeaker(port, tally, new String[] { "SELECT", "5" }),
                Duration.ZERO, number -> new String[] { "SET", "five:" + number, "" + number },
                new KeyCheck(5, "five:")::judge);
        assertEquals(Map.of(), found(1, selecting, inTurn("-NOMASTER none\r\n", "+OK\r\n")));
        assertEquals(Map.of("NOMASTER", 1), tally.errors());
        assertEquals(0, tally.closed());
    }
}
