package io.redisha.local.process;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One process started by this JVM; what it prints is appended to its log file. It does not outlive the JVM. */
public final class Child {

    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(10);
    private static final Duration KILL_LIMIT = Duration.ofSeconds(10);
    private static final int LOG_TAIL = 20;

    // The shell waits for one line before it becomes the program: the line is sent when the reaper knows the pid, so that there
    // is no moment at which a killed JVM would leave an unknown process behind.
    private static final List<String> GATE = List.of("/bin/sh", "-c", "read -r go && exec \"$@\" </dev/null", "sh");

    private final String name;
    private final Path log;
    private final boolean drains;
    private final Process process;

    private Child(String name, Path log, boolean drains, Process process) {
        this.name = name;
        this.log = log;
        this.drains = drains;
        this.process = process;
    }

    /**
     * Starts the command in the directory.
     *
     * @param environment added to this JVM's own; a null value takes the variable away
     * @param drains whether it has work to finish when asked to end; otherwise it is simply killed with the JVM
     */
    public static Child start(String name, Path directory, Path log, Map<String, String> environment, boolean drains,
            List<String> command) {
        List<String> line = new ArrayList<>();
        // A session of its own: Ctrl-C in the terminal is for this JVM, which then ends its children in order.
        SearchPath.find("setsid").ifPresent(setsid -> line.add(setsid.toString()));
        line.addAll(GATE);
        line.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(line).directory(directory.toFile()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        environment.forEach((key, value) -> {
            if (value == null) {
                builder.environment().remove(key);
            } else {
                builder.environment().put(key, value);
            }
        });
        try {
            Child child = new Child(name, log, drains, builder.start());
            child.go();
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name + ": " + e.getMessage(), e);
        }
    }

    private void go() throws IOException {
        // Closing the pipe without a line, as after a failure here, ends the waiting shell.
        try (OutputStream gate = process.getOutputStream()) {
            Children.add(this);
            process.onExit().thenRun(() -> Children.remove(this));
            gate.write('\n');
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    boolean drains() {
        return drains;
    }

    /** Completes with the exit code (128 + signal when killed by one). */
    public CompletableFuture<Integer> exit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /** SIGSTOP: it stands still, its connections stay open, the kernel goes on accepting for it. */
    public void suspend() {
        signal("STOP");
    }

    public void resume() {
        signal("CONT");
    }

    /** SIGTERM, and SIGKILL after 10 s. */
    public void terminate() {
        askToEnd();
        awaitEnd(DRAIN_LIMIT);
        kill();
    }

    /** SIGTERM; a suspended process is resumed, else it would not notice. */
    void askToEnd() {
        if (process.isAlive()) {
            process.destroy();
            resume();
        }
    }

    /** SIGKILL; returns when the process is gone. */
    public void kill() {
        process.destroyForcibly();
        if (!awaitEnd(KILL_LIMIT)) {
            throw new IllegalStateException(this + " is still there " + KILL_LIMIT.toSeconds() + " s after SIGKILL");
        }
    }

    boolean awaitEnd(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the end of " + this, e);
        }
    }

    /** Fails with the exit code and the end of the log if the process is not there any more. */
    public void requireAlive() {
        if (!process.isAlive()) {
            throw new IllegalStateException(this + " ended with exit code " + process.exitValue() + "; the last lines of "
                    + log + ":\n" + lastLines());
        }
    }

    /** The last 20 lines of the log that are no stack frames: what matters stands before those. */
    public String lastLines() {
        try {
            List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines()
                    .filter(line -> !line.startsWith("\tat ") && !line.startsWith("\t... ")).toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL), lines.size()));
        } catch (IOException e) {
            return "(cannot read the log: " + e.getMessage() + ")";
        }
    }

    public Path log() {
        return log;
    }

    private void signal(String signal) {
        if (!process.isAlive()) {
            return;
        }
        try {
            // Java can send no signal but TERM and KILL; the shell's own kill is on every system.
            Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -s " + signal + " " + pid()).start();
            kill.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot send SIG" + signal + " to " + this + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending SIG" + signal + " to " + this, e);
        }
    }

    @Override
    public String toString() {
        return name + " (pid " + pid() + ")";
    }
}
