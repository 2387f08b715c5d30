package io.redisha.proxy.session;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.redisha.proxy.command.CommandTable;
import io.redisha.proxy.resp.ProtocolException;
import io.redisha.proxy.resp.RespRequest;
import io.redisha.proxy.topology.GateHand;
import io.redisha.proxy.upstream.ModelLinks;
import io.redisha.proxy.upstream.ModelLinks.Wire;

/**
 * Random interleavings of requests, replies, cuts, refusals and switches: no reply is lost, doubled or out of order, no write
 * runs twice, and each reply says the truth about what ran.
 */
class SessionModelTest {

    private static final int RUNS = 100;
    private static final int STEPS = 400;

    private final List<Integer> ran = new ArrayList<>();
    private final Map<String, ModelNode> nodes = new HashMap<>(
            Map.of("a", new ModelNode(true, ran), "b", new ModelNode(false, ran)));
    private final GateHand gate = new GateHand();
    private final ModelLinks links = new ModelLinks();
    private final CommandTable commands = new CommandTable();
    private final List<ModelNode.Connection> connections = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();
    private final ByteBuf unsent = Unpooled.buffer();
    private final StringBuilder received = new StringBuilder();
    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);
    private EmbeddedChannel client;
    private SessionGroup group;
    private String followed = "a";
    private int numbers;

    private void start() {
        commands.learn(List.of(List.of("r", 2L, List.of("readonly"))));
        SessionContext context = new SessionContext(gate.gate(), links,
                new SessionLimits(Duration.ofHours(1), 1 << 20, Duration.ofHours(1), 1_000_000), new Parking(1 << 30), commands,
                new SilentEvents(), master -> {
                });
        client = new EmbeddedChannel();
        client.config().setAllocator(allocator);
        group = new SessionGroup(client.eventLoop());
        gate.gate().listen(() -> group.gateChanged());
        client.pipeline().addLast(new ClientHandler(context, group));
        client.pipeline().fireChannelActive();
    }

    private void end() {
        client.finishAndReleaseAll();
        cut();
    }

    // --- the world

    private void ask(String... words) {
        asked.add(String.join(" ", words));
        unsent.writeBytes(RespRequest.encode(words));
    }

    private void send(int most) {
        if (unsent.isReadable()) {
            int length = Math.min(most, unsent.readableBytes());
            client.writeInbound(allocator.buffer(length).writeBytes(unsent, length));
        }
    }

    private void connect() {
        links.connect();
        for (Wire wire : links.wires()) {
            if (connections.stream().noneMatch(known -> known.wire() == wire)) {
                connections.add(nodes.get(wire.master().host()).new Connection(wire));
            }
        }
        connections.removeIf(connection -> !connection.wire().channel().isOpen());
    }

    private void cut() {
        links.cut();
        connections.clear();
    }

    private void switchOver() {
        nodes.get(followed).master(false);
        followed = followed.equals("a") ? "b" : "a";
        nodes.get(followed).master(true);
        gate.openTo(followed);
    }

    private void pass() {
        // Retries after a loss.
        client.advanceTimeBy(300, TimeUnit.MILLISECONDS);
        client.runPendingTasks();
        client.runScheduledPendingTasks();
    }

    private void step(Random random) throws ProtocolException {
        switch (random.nextInt(14)) {
            case 0, 1 -> ask("W", Integer.toString(numbers++));
            case 2 -> ask("R", Integer.toString(numbers++));
            case 3 -> {
                ask("MULTI");
                for (int i = random.nextInt(3); i >= 0; i--) {
                    ask("W", Integer.toString(numbers++));
                }
                ask("EXEC");
            }
            case 4 -> send(1 + random.nextInt(20));
            case 5 -> send(Integer.MAX_VALUE);
            case 6, 7 -> {
                connect();
                for (ModelNode.Connection connection : connections) {
                    for (int i = random.nextInt(6); i > 0 && connection.runOne(); i--) {
                        // As many as have come.
                    }
                }
            }
            case 8, 9 -> List.copyOf(connections)
                    .forEach(connection -> connection
                            .deliver(random.nextBoolean() ? 1 + random.nextInt(30) : Integer.MAX_VALUE));
            case 10 -> pass();
            case 11 -> {
                switch (random.nextInt(6)) {
                    case 0 -> cut();
                    case 1 -> nodes.get(followed).master(false);
                    case 2 -> nodes.get(followed).master(true);
                    case 3 -> gate.close();
                    case 4 -> switchOver();
                    default -> nodes.get(followed).loading(random.nextBoolean());
                }
            }
            case 12 -> gate.openTo(followed);
            default -> client.runPendingTasks();
        }
        takeAnswers();
    }

    /** Everything is well again: what is still owed must come. */
    private void heal() throws ProtocolException {
        nodes.get(followed).master(true);
        nodes.values().forEach(node -> node.loading(false));
        gate.openTo(followed);
        for (int i = 0; i < 200 && answers.size() < asked.size(); i++) {
            send(Integer.MAX_VALUE);
            pass();
            connect();
            for (ModelNode.Connection connection : List.copyOf(connections)) {
                while (connection.runOne()) {
                    connection.deliver(Integer.MAX_VALUE);
                }
                connection.deliver(Integer.MAX_VALUE);
            }
            takeAnswers();
        }
    }

    private void takeAnswers() {
        for (ByteBuf more = client.readOutbound(); more != null; more = client.readOutbound()) {
            received.append(more.toString(US_ASCII));
            more.release();
        }
        for (String answer = nextAnswer(); answer != null; answer = nextAnswer()) {
            answers.add(answer);
        }
    }

    private String nextAnswer() {
        int end = received.indexOf("\r\n");
        if (end < 0) {
            return null;
        }
        int to = end + 2;
        for (int left = received.charAt(0) == '*' ? Integer.parseInt(received.substring(1, end)) : 0; left > 0; left--) {
            int next = received.indexOf("\r\n", to);
            if (next < 0) {
                return null;
            }
            to = next + 2;
        }
        String answer = received.substring(0, to).strip().replace("\r\n", " ");
        received.delete(0, to);
        return answer;
    }

    // --- what must hold

    private void check(String seed) {
        assertEquals(asked.size(), answers.size(), () -> "replies, " + seed + ": " + asked + " -> " + answers);
        assertEquals("", received.toString(), seed);
        List<Integer> block = null;
        for (int i = 0; i < asked.size(); i++) {
            String where = seed + ", request " + i + ": " + asked.get(i) + " -> " + answers.get(i);
            String[] words = asked.get(i).split(" ");
            switch (words[0]) {
                case "R" -> assertEquals("+" + words[1], answers.get(i), where);
                case "MULTI" -> {
                    assertEquals("+OK", answers.get(i), where);
                    block = new ArrayList<>();
                }
                case "W" -> {
                    int number = Integer.parseInt(words[1]);
                    if (block == null) {
                        check(answers.get(i), List.of(number), ":" + number, "-NOMASTER", where);
                    } else {
                        assertEquals("+QUEUED", answers.get(i), where);
                        block.add(number);
                    }
                }
                default -> {
                    StringBuilder done = new StringBuilder("*" + block.size());
                    block.forEach(number -> done.append(" :").append(number));
                    check(answers.get(i), block, done.toString(), "-EXECABORT", where);
                    block = null;
                }
            }
        }
    }

    private void check(String answer, List<Integer> writes, String done, String notDone, String where) {
        for (int number : writes) {
            int times = Collections.frequency(ran, number);
            if (answer.equals(done)) {
                assertEquals(1, times, where);
            } else if (answer.startsWith(notDone)) {
                assertEquals(0, times, where);
            } else {
                assertTrue(answer.startsWith("-UNKNOWNOUTCOME ") && times <= 1, where + ", ran " + times + " times");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 1, 2, 3 })
    void shouldNeitherLoseNorDoubleNorReorderAnything(int part) throws ProtocolException {
        for (int run = 0; run < RUNS; run++) {
            long seed = 1_000L * part + run;
            reset();
            start();
            Random random = new Random(seed);
            gate.openTo("a");
            for (int i = 0; i < STEPS; i++) {
                step(random);
            }
            heal();
            check("seed " + seed);
            end();
            assertEquals(0, allocator.metric().usedHeapMemory() + allocator.metric().usedDirectMemory(),
                    "bytes not released, seed " + seed);
        }
    }

    private void reset() {
        ran.clear();
        connections.clear();
        asked.clear();
        answers.clear();
        unsent.clear();
        received.setLength(0);
        nodes.put("a", new ModelNode(true, ran));
        nodes.put("b", new ModelNode(false, ran));
        followed = "a";
        numbers = 0;
    }

    @Test
    void shouldKeepItsOwnBooks() {
        start();
        asked.add("W 1");
        answers.add(":1");
        ran.add(1);
        ran.add(1);
        assertThrows(AssertionError.class, () -> check("a doubled write"));
    }
}
