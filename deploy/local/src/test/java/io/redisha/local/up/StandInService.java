package io.redisha.local.up;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.redisha.local.Await;
import io.redisha.local.Reply;
import io.redisha.local.RespConnection;

/**
 * Stands for each of the three services where only {@code up} is tested: healthy at once, it listens on its port, and as a
 * watcher publishes what the first Sentinel says. If there is a file {@code broken} beside its jar it does not start.
 */
final class StandInService {

    private static final Duration FOR_EVER = Duration.ofHours(1);

    private StandInService() {
    }

    public static void main(String[] arguments) throws IOException {
        if (Files.exists(Path.of(System.getProperty("java.class.path")).resolveSibling("broken"))) {
            System.out.println("the stand-in is broken");
            System.exit(3);
        }
        Map<String, String> environment = System.getenv();
        HttpServer management = listen(environment.get("QUARKUS_MANAGEMENT_PORT"));
        management.createContext("/q/health/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        HttpServer service = listen(environment.getOrDefault("QUARKUS_HTTP_PORT", environment.get("PROXY_LISTEN_PORT")));
        if (environment.containsKey("WATCHER_SENTINELS")) {
            String[] sentinel = environment.get("WATCHER_SENTINELS").split(",")[0].split(":");
            service.createContext("/masters/mymaster/events", exchange -> publish(exchange, sentinel));
        }
    }

    private static HttpServer listen(String port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(port)), 10);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
        return server;
    }

    private static void publish(HttpExchange exchange, String[] sentinel) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        String[] last = { "" };
        try (OutputStream out = exchange.getResponseBody();
                RespConnection connection = RespConnection.connect(sentinel[0], Integer.parseInt(sentinel[1]))) {
            Await.until("the end", FOR_EVER, () -> {
                List<Reply> address = connection.call("SENTINEL", "GET-MASTER-ADDR-BY-NAME", "mymaster").items();
                String json = "{\"phase\":\"stable\",\"host\":\"" + address.get(0).text() + "\",\"port\":"
                        + address.get(1).text() + "}";
                if (!json.equals(last[0])) {
                    write(out, "event: master\ndata: " + json + "\n\n");
                    last[0] = json;
                }
                return false;
            });
        }
    }

    private static void write(OutputStream out, String text) {
        try {
            out.write(text.getBytes(UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
