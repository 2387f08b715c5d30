package io.redisha.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.redisha.local.process.Child;

/**
 * One of the services of this project as a process: its jar on the {@code java} of this JVM or, with
 * {@code -Dredisha.native=true}, its native executable. It listens on loopback, on free ports unless ports are given.
 */
public final class ServiceProcess implements Member, AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1)).build();
    // A service logs each answer that it is not ready.
    private static final Duration HEALTH_PAUSE = Duration.ofMillis(100);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

    /** How the process is started, again and again. */
    private record Launch(String service, List<String> command, Map<String, String> environment, Path log) {
        Child start() {
            return Child.start(service, log.getParent(), log, environment, true, command);
        }
    }

    private final Launch launch;
    private final int servicePort;
    private final int managementPort;
    private volatile Child child;

    private ServiceProcess(Launch launch, int servicePort, int managementPort) {
        this.launch = launch;
        this.servicePort = servicePort;
        this.managementPort = managementPort;
        child = launch.start();
    }

    /** @param service the name of its module, such as {@code sentinel-watcher} */
    public static Builder of(String service) {
        return new Builder(service);
    }

    @Override
    public String name() {
        return launch.service();
    }

    @Override
    public String host() {
        return "127.0.0.1";
    }

    @Override
    public String address() {
        return host() + ":" + servicePort;
    }

    public int servicePort() {
        return servicePort;
    }

    public int managementPort() {
        return managementPort;
    }

    @Override
    public long pid() {
        return child.pid();
    }

    @Override
    public boolean isAlive() {
        return child.isAlive();
    }

    @Override
    public CompletableFuture<Integer> exit() {
        return child.exit();
    }

    /** What it has printed, in all its lives. */
    public Path logFile() {
        return launch.log();
    }

    @Override
    public String lastLogLines() {
        return child.lastLines();
    }

    @Override
    public void kill() {
        child.kill();
    }

    @Override
    public void terminate() {
        child.terminate();
    }

    @Override
    public void suspend() {
        child.suspend();
    }

    @Override
    public void resume() {
        child.resume();
    }

    /** Starts the process again (killing it first if it still runs), on the same ports, and returns at once. */
    @Override
    public void restart() {
        kill();
        child = launch.start();
    }

    /** The HTTP status of {@code /q/health/<kind>}, kind being live, ready or started; 0 if nobody answers. */
    public int health(String kind) {
        try {
            return get("/q/health/" + kind).statusCode();
        } catch (UncheckedIOException e) {
            return 0;
        }
    }

    /** Waits for readiness; fails at once if the process ends, with the end of its log. */
    public void awaitReady(Duration limit) {
        awaitHealth("ready", limit);
    }

    /** Waits for liveness; fails at once if the process ends, with the end of its log. */
    public void awaitLive(Duration limit) {
        awaitHealth("live", limit);
    }

    /** The text of {@code /q/metrics}. */
    public String metrics() {
        return get("/q/metrics").body();
    }

    @Override
    public void close() {
        terminate();
    }

    @Override
    public String toString() {
        return child.toString();
    }

    private void awaitHealth(String kind, Duration limit) {
        Await.value(() -> this + " is " + kind + "; the last lines of " + logFile() + ":\n" + lastLogLines(), limit,
                HEALTH_PAUSE, () -> {
                    child.requireAlive();
                    return health(kind) == 200 ? Optional.of(true) : Optional.empty();
                });
    }

    private HttpResponse<String> get(String path) {
        URI uri = URI.create("http://" + host() + ":" + managementPort + path);
        try {
            return HTTP.send(HttpRequest.newBuilder(uri).timeout(ANSWER_LIMIT).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(uri + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking " + uri, e);
        }
    }

    /** What can be chosen about a service process. */
    public static final class Builder {

        private final String service;
        private final Map<String, String> environment = new LinkedHashMap<>();
        private boolean asNative = Boolean.getBoolean("redisha.native");
        private int servicePort;
        private int managementPort;
        private Path directory;

        private Builder(String service) {
            this.service = service;
        }

        /** An environment variable of the process; it wins over what is set here otherwise. */
        public Builder env(String key, String value) {
            environment.put(key, value);
            return this;
        }

        /** As {@link #env}, unless that was called for the same variable. */
        Builder defaultEnv(String key, String value) {
            if (!environment.containsKey(key)) {
                environment.put(key, value);
            }
            return this;
        }

        /** Takes an environment variable away, one that would be set here included. */
        public Builder withoutEnv(String key) {
            environment.put(key, null);
            return this;
        }

        public Builder servicePort(int port) {
            servicePort = port;
            return this;
        }

        public Builder managementPort(int port) {
            managementPort = port;
            return this;
        }

        /** Where the log goes; the module's {@code target/local-cluster}. */
        public Builder directory(Path path) {
            directory = path;
            return this;
        }

        /** The native executable instead of the jar; unless set, the system property {@code redisha.native}. */
        public Builder asNative(boolean wanted) {
            asNative = wanted;
            return this;
        }

        /**
         * Starts the process and returns at once.
         *
         * @throws IllegalStateException if the service is not built; the message says how to build it
         */
        public ServiceProcess start() {
            List<String> command = ServiceBuild.of(service).command(asNative);
            int port = servicePort == 0 ? Ports.free() : servicePort;
            int management = managementPort == 0 ? Ports.free() : managementPort;
            Map<String, String> variables = new LinkedHashMap<>();
            variables.put("QUARKUS_HTTP_HOST", "127.0.0.1");
            variables.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
            variables.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(management));
            if (service.equals("proxy-service")) {
                variables.put("PROXY_LISTEN_HOST", "127.0.0.1");
                variables.put("PROXY_LISTEN_PORT", Integer.toString(port));
            } else {
                variables.put("QUARKUS_HTTP_PORT", Integer.toString(port));
            }
            variables.putAll(environment);
            return new ServiceProcess(new Launch(service, command, variables, logFile(port)), port, management);
        }

        private Path logFile(int port) {
            Path parent = directory == null ? ProjectRoot.target().resolve("local-cluster") : directory.toAbsolutePath();
            try {
                Files.createDirectories(parent);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot create " + parent, e);
            }
            return parent.resolve(service + "-" + port + ".log");
        }
    }
}
