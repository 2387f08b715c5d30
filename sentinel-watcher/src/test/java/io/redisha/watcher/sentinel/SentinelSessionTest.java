package io.redisha.watcher.sentinel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.redisha.local.Await;
import io.redisha.watcher.FakeSentinel;
import io.redisha.watcher.Fixture;
import io.redisha.watcher.ScriptedServer;
import io.redisha.watcher.WatchLoop;
import io.redisha.watcher.WatcherConfig;
import io.redisha.watcher.redis.Address;
import io.redisha.watcher.redis.Credentials;
import io.redisha.watcher.redis.Dialer;
import io.redisha.watcher.redis.RedisNode;
import io.vertx.core.Vertx;

/** One session against a server that can say anything. */
class SentinelSessionTest {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int ASKING_LISTENING_AND_ONE_BEING_CLOSED = 4;

    private static Vertx vertx;
    private static WatchLoop loop;

    private record Tiding(String sentinelId, SentinelEvent event, long epoch) {
    }

    private final List<Tiding> tidings = new CopyOnWriteArrayList<>();
    private volatile Duration pollInterval;
    private final AtomicInteger changes = new AtomicInteger();
    private FakeSentinel fake = FakeSentinel.start("s1");
    private SentinelSession session;

    @BeforeAll
    static void startLoop() {
        vertx = Vertx.vertx();
        loop = Fixture.loop(vertx);
    }

    @AfterAll
    static void stopLoop() {
        vertx.close();
    }

    @AfterEach
    void stop() {
        onLoop(() -> {
            session.stop();
            return null;
        });
        Await.until("all connections are closed", LIMIT, () -> fake.server().openConnections() == 0);
        fake.close();
    }

    @Test
    void shouldTellWhatTheSentinelSays() {
        fake.names("redis-0:6379", 7).lists("redis-1:6379").knows(fake);
        start(Map.of());

        SentinelReport report = awaitReport();

        assertEquals(Optional.of("s1"), onLoop(session::runId));
        assertEquals("s1", report.sentinelId());
        assertEquals(new RedisNode(new Address("redis-0", 6379), "run-id-of-redis-0:6379"), report.master());
        assertEquals(7, report.epoch());
        assertEquals(2, report.quorum());
        RedisNode replica = new RedisNode(new Address("redis-1", 6379), "run-id-of-redis-1:6379");
        assertEquals(List.of(new SentinelReport.Replica(replica, ReplicaState.ONLINE, true)), report.replicas());
        assertEquals(List.of(new SentinelReport.Peer("s1", Address.parse(fake.address()), Duration.ZERO)), report.peers());
    }

    @Test
    void shouldAskAgainAndAgain() {
        fake.names("redis-0:6379", 7);
        start(Map.of("poll-interval", "20ms"));
        awaitReport();

        fake.names("redis-1:6379", 8);

        Await.until("the new epoch is reported", LIMIT, () -> awaitReport().epoch() == 8);
    }

    @Test
    void shouldAskAtOnceAtAnEvent() {
        fake.names("redis-0:6379", 7);
        start(Map.of("poll-interval", "10s"));
        awaitReport();
        Await.until("it is listened to", LIMIT, () -> fake.subscribers() == 1);

        // More than once: the subscription itself is a reason to ask, and may come in between.
        for (int epoch = 8; epoch <= 10; epoch++) {
            int next = epoch;
            fake.names("redis-1:6379", next);
            fake.tell("+switch-master", "mymaster 127.0.0.1 1 127.0.0.1 2");
            Await.until("epoch " + next + " is reported", Duration.ofSeconds(2), () -> awaitReport().epoch() == next);
        }
    }

    @Test
    void shouldHandOnTheStepsOfAFailoverWithTheEpochOfItsElection() {
        fake.names("redis-0:6379", 7);
        start(Map.of());
        awaitReport();
        Await.until("it is listened to", LIMIT, () -> fake.subscribers() == 1);

        fake.tell("+sdown", "master mymaster 127.0.0.1 1");
        fake.tell("+elected-leader", "nonsense");
        fake.tell("+odown", "master mymaster 127.0.0.1 1 #quorum 2/2");
        fake.tell("+new-epoch", "8");
        fake.tell("+selected-slave", "slave 127.0.0.1:2 127.0.0.1 2 @ mymaster 127.0.0.1 1");

        Await.until("both are handed on", LIMIT, () -> tidings.size() == 2);
        assertEquals(new Tiding("s1", SentinelEvent.read("+odown", "master mymaster 127.0.0.1 1").orElseThrow(), -1),
                tidings.get(0));
        assertEquals(SentinelEvent.Kind.SELECTED, tidings.get(1).event().kind());
        assertEquals(8, tidings.get(1).epoch());
    }

    @Test
    void shouldTakeAnotherPollIntervalAtOnceWhenItIsToldTo() {
        fake.names("redis-0:6379", 7);
        start(Map.of("poll-interval", "10s"));
        awaitReport();
        fake.names("redis-0:6379", 8);

        pollInterval = Duration.ofMillis(20);
        loop.run(session::hint);
        Await.until("it is asked now", Duration.ofSeconds(2), () -> awaitReport().epoch() == 8);
        fake.names("redis-0:6379", 9);

        Await.until("it is asked again without a reason", Duration.ofSeconds(2), () -> awaitReport().epoch() == 9);
    }

    @Test
    void shouldTellWhetherTheSentinelHasSwitchedItself() {
        fake.names("redis-0:6379", 7);
        start(Map.of("poll-interval", "20ms"));
        assertTrue(awaitReport().switched());

        assertFalse(awaitReport().failingOver());

        fake.promotes("redis-1:6379", 8).failsOver(true);

        Await.until("the new one is reported", LIMIT, () -> awaitReport().epoch() == 8);
        assertEquals(new Address("redis-1", 6379), awaitReport().master().address());
        assertFalse(awaitReport().switched());
        assertTrue(awaitReport().failingOver());
    }

    @Test
    void shouldHaveNothingToSayOfAMasterThatTheSentinelDoesNotWatch() {
        fake.names(null, 0);
        start(Map.of());

        Await.until("it answers", LIMIT, () -> onLoop(session::isAnswering));

        assertEquals(Optional.empty(), onLoop(() -> session.report("mymaster")));
    }

    @Test
    void shouldForgetWhatWasSaidWhenTheSentinelHangsAndComeBackWithIt() {
        fake.names("redis-0:6379", 7);
        start(Map.of("poll-interval", "20ms"));
        awaitReport();
        assertTrue(session.age().isPresent());

        fake.server().become(ScriptedServer.saying(""));

        Await.until("it does not answer", LIMIT, () -> !onLoop(session::isAnswering));
        assertEquals(Optional.empty(), onLoop(() -> session.report("mymaster")));
        fake.server().become(fake.script());
        awaitReport();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n", "\u0000\u0001\u00ff\r\n\r\n",
            "SSH-2.0-OpenSSH_9.2\r\n", "*-5\r\n", "$99999999999\r\n", "*1000000\r\n", "*2147483647\r\n", ":x\r\n",
            "*1\r\n*1\r\n*1\r\n$3\r\nabc\r\n",
            "-ERR max number of clients reached\r\n", "-NOAUTH Authentication required.\r\n", "+OK\r\n+OK\r\n+OK\r\n+OK\r\n",
            "%1\r\n*0\r\n$-1\r\n", "xxxxxxxxxxxxxxxxxxxxxxxxxxx" })
    void shouldSurviveWhateverSpeaksFirst(String text) {
        shouldSurvive(ScriptedServer.saying(text));
    }

    @ParameterizedTest
    @ValueSource(strings = { "+OK\r\n", ":1\r\n", "$-1\r\n", "*-1\r\n", "*0\r\n", "$3\r\nabc\r\n", "*1\r\n$1\r\na\r\n",
            "*2\r\n*0\r\n*0\r\n", "*2\r\n$12\r\nconfig-epoch\r\n$3\r\nabc\r\n", "*2\r\n$12\r\nconfig-epoch\r\n$1\r\n1\r\n",
            "-NOAUTH Authentication required.\r\n", "-ERR unknown command 'SENTINEL'\r\n", "garbage\r\n" })
    void shouldSurviveWhateverIsAnswered(String text) {
        shouldSurvive(ScriptedServer.answering(command -> command.get(0).equals("PING") ? "+PONG\r\n" : text));
    }

    @Test
    void shouldSurviveAPeerThatClosesAtOnce() {
        shouldSurvive((in, out) -> {
        });
    }

    @Test
    void shouldNotBelieveAnAddressThatNobodyCouldDial() {
        fake.names("no such host!:0", 7);
        start(Map.of());

        Await.until("it is given up", LIMIT, () -> changes.get() > 1);
        assertFalse(onLoop(session::isAnswering));
    }

    /** It never counts as answering, holds few connections however often it is tried, and is there as soon as it is sane. */
    private void shouldSurvive(ScriptedServer.Script script) {
        fake.names("redis-0:6379", 7);
        fake.server().become(script);
        start(Map.of());

        Await.until("it is tried again and again", LIMIT, () -> changes.get() >= 4);
        assertFalse(onLoop(session::isAnswering));
        assertTrue(fake.server().openConnections() <= ASKING_LISTENING_AND_ONE_BEING_CLOSED,
                () -> fake.server().openConnections() + " connections are open");
        fake.server().become(fake.script());
        awaitReport();
    }

    private void start(Map<String, String> keys) {
        Map<String, String> settings = new HashMap<>(
                Map.of("ask-timeout", "100ms", "reconnect-min", "10ms", "reconnect-max", "20ms"));
        settings.putAll(keys);
        WatcherConfig config = Fixture.config(settings);
        Dialer dialer = new Dialer(loop, new Credentials(Fixture.source(settings), "watcher.sentinel"), config.askTimeout());
        pollInterval = config.pollInterval();
        session = onLoop(
                () -> new SentinelSession(loop, config, dialer, new InetSocketAddress("127.0.0.1", fake.server().port()),
                        () -> pollInterval, changes::incrementAndGet,
                        (id, name, event, epoch) -> tidings.add(new Tiding(id, event, epoch))));
        loop.run(session::start);
    }

    private SentinelReport awaitReport() {
        return Await.value("a report", LIMIT, () -> onLoop(() -> session.report("mymaster")));
    }

    private static <T> T onLoop(Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        loop.run(() -> result.complete(work.get()));
        return result.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
    }
}
