package io.redisha.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.redisha.local.Await;
import io.redisha.local.Chain;
import io.redisha.local.RedisNode;
import io.redisha.local.RespConnection;

/** The master is killed while clients write. None of them loses its connection, and the data is there. */
class FailoverIT {

    private static final Duration FAILOVER = Duration.ofSeconds(20);
    private static Chain chain;

    @BeforeAll
    static void start() {
        chain = Chain.builder().start();
    }

    @AfterAll
    static void stop() {
        chain.close();
    }

    /** Writes one value after the other over one connection, and remembers which were acknowledged. */
    private static final class Writer {

        /** The common pool may have one thread in all: the second writer would wait for the first. */
        private static final Executor OWN_THREAD = task -> new Thread(task, "writer").start();

        private final List<Integer> acknowledged = new ArrayList<>();
        private final AtomicBoolean stop = new AtomicBoolean();
        private final CompletableFuture<Void> done;
        private int errors;

        /** @param write writes the value of this number; returns null if it was acknowledged, else the error */
        Writer(IntFunction<String> write) {
            done = CompletableFuture.runAsync(() -> {
                for (int i = 0; !stop.get(); i++) {
                    String error = write.apply(i);
                    synchronized (this) {
                        if (error == null) {
                            acknowledged.add(i);
                        } else {
                            errors++;
                            assertTrue(error.contains("UNKNOWNOUTCOME"), error);
                        }
                    }
                }
            }, OWN_THREAD);
        }

        synchronized int count() {
            return acknowledged.size();
        }

        void awaitMore() {
            int now = count();
            Await.until("more acknowledged writes", FAILOVER, () -> done.isCompletedExceptionally() || count() > now + 100);
        }

        List<Integer> end() throws Exception {
            stop.set(true);
            done.get(30, TimeUnit.SECONDS);
            assertTrue(errors <= 2, errors + " errors for two lost masters");
            return acknowledged;
        }
    }

    @Test
    void shouldGoOnAfterTheMasterIsKilledTwice() throws Exception {
        try (RespConnection resp = RespConnection.connect("127.0.0.1", chain.proxy().servicePort()).timeout(FAILOVER);
                HttpConnection http = new HttpConnection("127.0.0.1", chain.gateway().servicePort());
                RespConnection before = RespConnection.connect("127.0.0.1", chain.proxy().servicePort())) {
            before.call("SET", "before", "kept");
            assertEquals("2", before.call("WAIT", "2", "5000").text());
            Writer viaProxy = new Writer(i -> {
                String reply = resp.call("SET", "resp:" + i, "v").text();
                return reply.equals("OK") ? null : reply;
            });
            Writer viaGateway = new Writer(i -> {
                HttpConnection.Answer answer = http.get("/SET/http:" + i + "/v");
                return answer.body().equals("{\"SET\":[true,\"OK\"]}") ? null : answer.body();
            });
            for (int round = 1; round <= 2; round++) {
                viaProxy.awaitMore();
                viaGateway.awaitMore();
                RedisNode killed = chain.cluster().master();
                killed.kill();
                RedisNode promoted = chain.cluster().awaitMasterOtherThan(killed, FAILOVER);
                viaProxy.awaitMore();
                viaGateway.awaitMore();
                assertEquals("kept", before.call("GET", "before").text());
                killed.restart();
                chain.cluster().awaitSettled(Duration.ofSeconds(30));
                assertEquals("slave", killed.role());
                assertEquals("master", promoted.role());
                assertEquals("kept", killed.call("GET", "before").text());
            }
            RedisNode master = chain.cluster().master();
            for (int i : last(viaProxy.end())) {
                assertEquals("v", master.call("GET", "resp:" + i).text(), "resp:" + i);
            }
            for (int i : last(viaGateway.end())) {
                assertEquals("v", master.call("GET", "http:" + i).text(), "http:" + i);
            }
            assertEquals(200, chain.proxy().health("ready"));
            assertEquals(200, chain.gateway().health("ready"));
        }
    }

    /** The writes after the last switch: before it, Redis itself may lose what was not replicated yet. */
    private static List<Integer> last(List<Integer> acknowledged) {
        return acknowledged.subList(acknowledged.size() - 100, acknowledged.size());
    }
}
