package io.redisha.local.up;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Follows the events of the watcher. Each run lasts as long as one connection. */
final class MasterFeed implements Runnable {

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1)).build();
    private final URI uri;
    private final Consumer<PublishedMaster> published;
    private final Consumer<String> events;
    private String trouble = "";

    MasterFeed(URI uri, Consumer<PublishedMaster> published, Consumer<String> events) {
        this.uri = uri;
        this.published = published;
        this.events = events;
    }

    @Override
    public void run() {
        try {
            HttpRequest request = HttpRequest.newBuilder(uri).header("Accept", "text/event-stream").build();
            HttpResponse<Stream<String>> response = http.send(request, HttpResponse.BodyHandlers.ofLines());
            try (Stream<String> lines = response.body()) {
                if (response.statusCode() != 200) {
                    tell("answers HTTP " + response.statusCode());
                    return;
                }
                tell("");
                lines.filter(line -> line.startsWith("data:"))
                        .forEach(line -> published.accept(PublishedMaster.parse(line.substring("data:".length()))));
            }
            tell("ended");
        } catch (IOException | UncheckedIOException e) {
            tell("is lost");
        } catch (IllegalArgumentException e) {
            tell("cannot be read (" + e.getMessage() + ")");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Each trouble once, and its end. */
    private void tell(String now) {
        if (!now.equals(trouble)) {
            events.accept("feed of sentinel-watcher " + (now.isEmpty() ? "is followed again" : now + ": " + uri));
            trouble = now;
        }
    }
}
