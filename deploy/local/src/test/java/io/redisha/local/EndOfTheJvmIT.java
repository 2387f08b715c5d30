package io.redisha.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** However a JVM with a cluster ends, none of its processes is left; one of them is suspended in every case. */
class EndOfTheJvmIT {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private Process jvm;
    private final List<Integer> ports = new ArrayList<>();
    private List<ProcessHandle> processes;

    @BeforeEach
    void startJvm() throws IOException {
        jvm = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path"), ClusterProgram.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        BufferedReader output = new BufferedReader(new InputStreamReader(jvm.getInputStream(), UTF_8));
        for (String line = output.readLine(); line != null && !line.equals("started"); line = output.readLine()) {
            ports.add(Integer.valueOf(line));
        }
        processes = jvm.descendants().toList();
        assertEquals(6, ports.size());
        assertTrue(ports.stream().noneMatch(Ports::isFree), "all nodes listen");
        assertTrue(processes.size() >= 7, "the nodes and the reaper: " + processes);
    }

    @AfterEach
    void nothingIsLeft() {
        processes.forEach(ProcessHandle::destroyForcibly);
        jvm.destroyForcibly();
    }

    @Test
    void shouldEndAllProcessesAfterKillMinusNine() {
        jvm.destroyForcibly();

        Await.until("all processes are gone", LIMIT, () -> processes.stream().noneMatch(ProcessHandle::isAlive));
        assertTrue(ports.stream().allMatch(Ports::isFree));
    }

    @Test
    void shouldEndAllProcessesBeforeTheJvmEndsBySignal() throws InterruptedException {
        // By its handle: Process.destroy would also end its standard input.
        jvm.toHandle().destroy();

        assertTrue(jvm.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS));
        assertTrue(ports.stream().allMatch(Ports::isFree));
        assertEquals(128 + 15, jvm.exitValue());
        Await.until("the reaper is gone", LIMIT, () -> processes.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void shouldEndAllProcessesAfterANormalEnd() throws IOException, InterruptedException {
        jvm.getOutputStream().close();

        assertTrue(jvm.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS));
        assertTrue(ports.stream().allMatch(Ports::isFree));
        assertEquals(0, jvm.exitValue());
    }
}
