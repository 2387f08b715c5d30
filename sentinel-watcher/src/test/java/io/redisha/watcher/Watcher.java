package io.redisha.watcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.redisha.local.Await;
import io.redisha.local.RedisNode;
import io.redisha.local.ServiceProcess;

/** The service as a process, seen through its contract. */
final class Watcher implements AutoCloseable {

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);
    static final String QUICK_START = "-XX:TieredStopAtLevel=1";

    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWER_LIMIT).build();

    private final ServiceProcess process;

    private Watcher(ServiceProcess process) {
        this.process = process;
    }

    static Watcher start(Map<String, String> environment) {
        ServiceProcess.Builder builder = ServiceProcess.of("sentinel-watcher").env("JAVA_TOOL_OPTIONS", QUICK_START);
        environment.forEach(builder::env);
        return new Watcher(builder.start());
    }

    static Watcher start(String sentinels) {
        return start(Map.of("WATCHER_SENTINELS", sentinels));
    }

    ServiceProcess process() {
        return process;
    }

    URI uri(String path) {
        return URI.create("http://" + process.host() + ":" + process.servicePort() + path);
    }

    /** The present state of mymaster. */
    JsonNode state() {
        return json(uri("/masters/mymaster"));
    }

    /** host:port of the published master. */
    String master() {
        JsonNode state = state();
        return state.get("host").asText() + ":" + state.get("port").asInt();
    }

    JsonNode readiness() {
        return json(URI.create("http://" + process.host() + ":" + process.managementPort() + "/q/health/ready"));
    }

    EventStream events() {
        return EventStream.open(uri("/masters/mymaster/events"));
    }

    void awaitMaster(RedisNode node, Duration limit) {
        awaitMaster(node.address(), limit);
    }

    void awaitMaster(String address, Duration limit) {
        Await.until(address + " is published", limit, () -> master().equals(address));
    }

    /** The value of a meter, whatever its tags. */
    double metric(String name) {
        Matcher line = Pattern.compile("^" + name + "(?:\\{[^}]*})? (\\S+)$", Pattern.MULTILINE).matcher(process.metrics());
        if (!line.find()) {
            throw new AssertionError("no meter " + name);
        }
        return Double.parseDouble(line.group(1));
    }

    String log() {
        try {
            return Files.readString(process.logFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }

    private static JsonNode json(URI uri) {
        try {
            HttpRequest request = HttpRequest.newBuilder(uri).timeout(ANSWER_LIMIT).build();
            return new ObjectMapper().readTree(HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(uri + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
