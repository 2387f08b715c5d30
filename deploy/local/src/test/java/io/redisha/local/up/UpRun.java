package io.redisha.local.up;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import io.redisha.local.Await;
import io.redisha.local.Ports;

/** One run of {@code up} in a JVM of its own, on free ports, with stand-ins for the services. */
final class UpRun implements AutoCloseable {

    static final List<String> SERVICES = List.of("sentinel-watcher", "proxy-service", "gateway-service");

    private final Process process;
    private final Path output;
    private final List<Integer> ports;

    private UpRun(Process process, Path output, List<Integer> ports) {
        this.process = process;
        this.output = output;
        this.ports = ports;
    }

    /** A project of which only stand-ins for the services are built. */
    static void buildStandIns(Path root) throws IOException {
        Files.createFile(root.resolve("mvnw"));
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, StandInService.class.getName());
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH,
                Path.of("target/test-classes").toUri() + " " + Path.of("target/classes").toUri());
        for (String service : SERVICES) {
            Path app = Files.createDirectories(root.resolve(service).resolve("target/quarkus-app"));
            try (OutputStream out = Files.newOutputStream(app.resolve("quarkus-run.jar"))) {
                new JarOutputStream(out, manifest).close();
            }
        }
    }

    /** Makes the next starts of the service fail. */
    static void breakService(Path root, String service) throws IOException {
        Files.createFile(root.resolve(service).resolve("target/quarkus-app/broken"));
    }

    static List<Integer> freePorts() {
        return IntStream.range(0, 12).mapToObj(i -> Ports.free()).toList();
    }

    static UpRun start(Path root, List<Integer> ports, String... moreOptions) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Dredisha.root=" + root,
                "-cp", System.getProperty("java.class.path"), Up.class.getName(),
                "--redis-ports", join(ports.subList(0, 3)), "--sentinel-ports", join(ports.subList(3, 6)),
                "--watcher-port", join(ports.subList(6, 7)), "--proxy-port", join(ports.subList(7, 8)),
                "--gateway-port", join(ports.subList(8, 9)), "--management-ports", join(ports.subList(9, 12))));
        command.addAll(List.of(moreOptions));
        Path output = Files.createTempFile(root, "up", ".out");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        // Many short-lived JVMs: none is worth the work of an optimizing compiler.
        builder.environment().put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        Process process = builder.start();
        return new UpRun(process, output, ports);
    }

    String output() {
        try {
            return Files.readString(output, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the output has something like this; the groups of the first match. */
    MatchResult await(String regex, Duration limit) {
        Pattern pattern = Pattern.compile(regex, Pattern.MULTILINE);
        try {
            return Await.value("output like " + regex, limit, () -> {
                Optional<MatchResult> match = pattern.matcher(output()).results().findFirst();
                if (match.isEmpty() && !process.isAlive()) {
                    throw new IllegalStateException("up has ended");
                }
                return match;
            });
        } catch (IllegalStateException | Await.DeadlineExceeded e) {
            throw new AssertionError(e.getMessage() + "; its output:\n" + output(), e);
        }
    }

    /** Whether processes started here ignore the signal from the beginning, as after {@code nohup}; a JVM then leaves it so. */
    static boolean inheritsIgnored(int signal) throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        String ignored = Files.readAllLines(status).stream().filter(line -> line.startsWith("SigIgn:")).findFirst()
                .map(line -> line.substring("SigIgn:".length()).strip()).orElse("0");
        return (Long.parseUnsignedLong(ignored, 16) & 1L << signal - 1) != 0;
    }

    /** The pid that the table shows for the process. */
    long pid(String name) {
        return Long.parseLong(await("^" + name + " +\\S+ +(\\d+) ", Duration.ofSeconds(1)).group(1));
    }

    void signal(String signal) throws IOException, InterruptedException {
        signal(signal, process.pid());
    }

    static void signal(String signal, long pid) throws IOException, InterruptedException {
        new ProcessBuilder("/bin/sh", "-c", "kill -s " + signal + " " + pid).inheritIO().start().waitFor();
    }

    /** Waits for its end. */
    int exitCode(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("up still runs; its output:\n" + output());
        }
        return process.exitValue();
    }

    /** Whether nobody listens on any of its ports. */
    boolean nothingIsLeft() {
        return ports.stream().allMatch(Ports::isFree);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static String join(List<Integer> ports) {
        return String.join(",", ports.stream().map(String::valueOf).toList());
    }
}
