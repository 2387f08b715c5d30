package io.redisha.local.up;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.redisha.local.Await;
import io.redisha.local.ProjectRoot;

/** The script alone, in a project where {@code mvnw} and {@code java} only tell how they are called. */
class UpScriptTest {

    private static final FileTime OLD = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));

    private record Result(int exitCode, String output) {
    }

    @TempDir
    Path root;

    private Path script;
    private Path home;

    @BeforeEach
    void layOut() throws IOException {
        script = Files.createDirectories(root.resolve("deploy/local")).resolve("up");
        Files.copy(ProjectRoot.find().resolve("deploy/local/up"), script);
        home = java("17.0.1");
        program(root.resolve("mvnw"), "echo \"mvnw $*\"");
        Files.createFile(root.resolve("pom.xml"));
        for (String module : List.of("deploy/local", "sentinel-watcher", "proxy-service", "gateway-service")) {
            Files.createDirectories(root.resolve(module).resolve("src/main"));
            Files.createFile(root.resolve(module).resolve("pom.xml"));
        }
        age(root);
        built("deploy/local/target/local-cluster-1.0.jar");
        built("sentinel-watcher/target/quarkus-app/quarkus-run.jar");
        built("proxy-service/target/quarkus-app/quarkus-run.jar");
        built("gateway-service/target/quarkus-app/quarkus-run.jar");
    }

    @Test
    void shouldStartWithoutABuildWhenEverythingIsBuilt() throws IOException, InterruptedException {
        Result result = up("--proxy-port", "1234");

        assertEquals(0, result.exitCode(), result.output());
        assertFalse(result.output().contains("mvnw"), result.output());
        assertTrue(result.output().contains("-Dredisha.root=" + root.toRealPath() + " -cp "), result.output());
        assertTrue(result.output().endsWith("io.redisha.local.up.Up --proxy-port 1234\n"), result.output());
    }

    @Test
    void shouldBuildWhatIsMissingOrOlderThanItsSources() throws IOException, InterruptedException {
        Files.delete(root.resolve("deploy/local/target/local-cluster-1.0.jar"));
        Files.delete(root.resolve("proxy-service/target/quarkus-app/quarkus-run.jar"));
        Files.setLastModifiedTime(Files.createFile(root.resolve("gateway-service/src/main/New.java")),
                FileTime.from(Instant.now().plusSeconds(60)));

        Result result = up();

        assertTrue(result.output().contains("up: building deploy/local,proxy-service,gateway-service "), result.output());
        assertTrue(
                result.output().contains("mvnw -q -B -DskipTests package -pl deploy/local,proxy-service,gateway-service -am\n"),
                result.output());
        assertTrue(result.output().contains("io.redisha.local.up.Up"), result.output());
    }

    @Test
    void shouldBuildNoServiceForNativeExecutables() throws IOException, InterruptedException {
        Files.delete(root.resolve("proxy-service/target/quarkus-app/quarkus-run.jar"));

        Result result = up("--native");

        assertFalse(result.output().contains("mvnw"), result.output());
        assertTrue(result.output().endsWith("io.redisha.local.up.Up --native\n"), result.output());
    }

    @Test
    void shouldStartNothingWhenTheBuildFails() throws IOException, InterruptedException {
        Files.delete(root.resolve("proxy-service/target/quarkus-app/quarkus-run.jar"));
        program(root.resolve("mvnw"), "echo no such plugin; exit 1");

        Result result = up();

        assertEquals(1, result.exitCode());
        assertTrue(result.output().contains("no such plugin"), result.output());
        assertTrue(result.output().contains("up: the build has failed"), result.output());
        assertFalse(result.output().contains("io.redisha.local.up.Up"), result.output());
    }

    @Test
    void shouldSayThatTheJdkIsTooOld() throws IOException, InterruptedException {
        for (String version : List.of("11.0.22", "1.8.0_402")) {
            home = java(version);

            Result result = up();

            assertEquals(1, result.exitCode(), result.output());
            assertTrue(result.output().contains("needed is a JDK 17 or newer"), result.output());
        }
    }

    @Test
    void shouldTakeANewerJdk() throws IOException, InterruptedException {
        home = java("25-ea");

        assertEquals(0, up().exitCode());
    }

    @Test
    void shouldSayThatThereIsNoJdk() throws IOException, InterruptedException {
        Path tools = Files.createDirectories(root.resolve("tools"));
        for (String tool : List.of("dirname", "cat")) {
            program(tools.resolve(tool), "exec " + tool(tool) + " \"$@\"");
        }
        Result none = run(Map.of("PATH", tools.toString(), "JAVA_HOME", ""));
        Result wrong = run(Map.of("JAVA_HOME", root.toString()));

        assertEquals(1, none.exitCode());
        assertTrue(none.output().startsWith("up: no JDK: install one (17 or newer)"), none.output());
        assertEquals(1, wrong.exitCode());
        assertEquals("up: JAVA_HOME is " + root + ", but there is no bin/java in it\n", wrong.output());
    }

    @Test
    void shouldExplainEveryOptionWithoutAnythingBuilt() throws IOException, InterruptedException {
        Result result = run(Map.of("JAVA_HOME", "/nowhere"), "--help");

        assertEquals(0, result.exitCode());
        for (String option : List.of("--redis-ports 7001,7002,7003", "--sentinel-ports 26379,26380,26381",
                "--watcher-port 8080", "--proxy-port 6379", "--gateway-port 7379", "--management-ports 9000,9001,9002",
                "--down-after 1500", "--restart-after 5", "--native")) {
            assertTrue(result.output().contains("  " + option), option);
        }
    }

    @Test
    void shouldTakeTheBuildWithItWhenItIsStopped() throws IOException, InterruptedException {
        Files.delete(root.resolve("proxy-service/target/quarkus-app/quarkus-run.jar"));
        Path pid = root.resolve("pid");
        program(root.resolve("mvnw"), "echo $$ >" + pid + ".new; mv " + pid + ".new " + pid + "; exec sleep 60");
        Process process = process(Map.of("JAVA_HOME", home.toString()));
        Await.until("the build runs", Duration.ofSeconds(10), () -> Files.exists(pid));
        long build = Long.parseLong(Files.readString(pid).strip());

        process.toHandle().destroy();

        assertTrue(process.waitFor(10, TimeUnit.SECONDS));
        assertEquals(128 + 15, process.exitValue());
        assertFalse(ProcessHandle.of(build).map(ProcessHandle::isAlive).orElse(false), "the build still runs");
    }

    private Result up(String... arguments) throws IOException, InterruptedException {
        return run(Map.of("JAVA_HOME", home.toString()), arguments);
    }

    private Result run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        Process process = process(environment, arguments);
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Result(process.waitFor(), output);
    }

    private Process process(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder.start();
    }

    private Path java(String version) throws IOException {
        Path directory = Files.createDirectories(root.resolve("jdk-" + version + "/bin"));
        program(directory.resolve("java"), "if [ \"$1\" = -version ]; then echo 'openjdk version \"" + version
                + "\" 2024-01-16' >&2; else echo \"java $*\"; fi");
        return directory.getParent();
    }

    private void built(String file) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.createFile(path);
    }

    private static void program(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        file.toFile().setExecutable(true);
    }

    private static Path tool(String name) {
        return Arrays.stream(System.getenv("PATH").split(":")).map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable).findFirst().orElseThrow();
    }

    private static void age(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.setLastModifiedTime(file, OLD);
            }
        }
    }
}
