package io.redisha.watcher.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.redisha.local.Await;
import io.redisha.watcher.Fixture;
import io.redisha.watcher.ScriptedServer;
import io.redisha.watcher.WatchLoop;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

class DialerTest {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Vertx vertx = Vertx.vertx();
    private final WatchLoop loop = Fixture.loop(vertx);
    private final ScriptedServer server = ScriptedServer.start(locked("AUTH watcher s3cret"));

    @AfterEach
    void stop() {
        Await.until("no connection is left open", LIMIT, () -> server.openConnections() == 0);
        server.close();
        vertx.close();
    }

    @Test
    void shouldLogInWithUserAndPassword() {
        assertEquals("[master]", role(Map.of("redis.username", "watcher", "redis.password", "s3cret")));
    }

    @Test
    void shouldLogInWithAPasswordOnly() {
        server.become(locked("AUTH s3cret"));

        assertEquals("[master]", role(Map.of("redis.password", "s3cret")));
    }

    @Test
    void shouldSayWhyItCannotLogInAndNotWithWhat() {
        String message = assertThrows(CompletionException.class,
                () -> role(Map.of("redis.username", "watcher", "redis.password", "wr0ng"))).getMessage();

        assertTrue(message.contains("WRONGPASS"), message);
        assertFalse(message.contains("wr0ng"), message);
        assertTrue(assertThrows(CompletionException.class, () -> role(Map.of())).getMessage().contains("NOAUTH"));
    }

    @Test
    void shouldReadThePasswordForEachConnection(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("password"), "old");
        Map<String, String> keys = Map.of("redis.username", "watcher", "redis.password-file", file.toString());
        assertThrows(CompletionException.class, () -> role(keys));

        Files.writeString(file, "s3cret\n");

        assertEquals("[master]", role(keys));
    }

    @Test
    void shouldPutUpWithAServerThatWantsNoPassword() {
        server.become(ScriptedServer.answering(command -> switch (command.get(0)) {
            case "PING" -> "+PONG\r\n";
            case "ROLE" -> ScriptedServer.array("master");
            default -> "-ERR AUTH <password> called without any password configured for the default user.\r\n";
        }));

        assertEquals("[master]", role(Map.of("redis.password", "s3cret")));
    }

    @Test
    void shouldGiveUpAServerThatAcceptsAndSaysNothing() {
        server.become(ScriptedServer.saying(""));

        assertTrue(assertThrows(CompletionException.class, () -> role(Map.of())).getMessage().contains("no connection within"));
    }

    /** Opens a connection, asks for the role and closes it. */
    private String role(Map<String, String> keys) {
        CompletableFuture<String> result = new CompletableFuture<>();
        loop.run(() -> {
            Dialer dialer = new Dialer(loop, new Credentials(Fixture.source(keys), "watcher.redis"), Duration.ofMillis(500));
            Future<Response> role = dialer.dial(new InetSocketAddress("127.0.0.1", server.port()))
                    .compose(link -> link.ask(Request.cmd(Command.ROLE)).onComplete(ignored -> link.close()));
            role.map(Response::toString).onSuccess(result::complete).onFailure(result::completeExceptionally);
        });
        return result.join();
    }

    /** A server that demands this before anything else. */
    private static ScriptedServer.Script locked(String login) {
        return (in, out) -> {
            boolean[] open = { false };
            ScriptedServer.answering(command -> {
                if (command.get(0).equals("AUTH")) {
                    open[0] = String.join(" ", command).equals(login);
                    return open[0] ? "+OK\r\n" : "-WRONGPASS invalid username-password pair or user is disabled.\r\n";
                }
                return open[0] ? ScriptedServer.array("master") : "-NOAUTH Authentication required.\r\n";
            }).serve(in, out);
        };
    }
}
