package io.redisha.local.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One shell process that outlives this JVM for a moment: it is told every process that starts and ends, and when its standard
 * input ends (this JVM is gone, by {@code kill -9} too) it ends those that are left. See {@code reaper.sh} beside this class.
 */
final class Reaper {

    private final OutputStream pipe;

    Reaper() {
        List<String> command = new ArrayList<>();
        // A session of its own: the terminal's Ctrl-C and its hang-up are not for the reaper.
        SearchPath.find("setsid").ifPresent(setsid -> command.add(setsid.toString()));
        command.addAll(List.of("/bin/sh", "-c", script()));
        try {
            pipe = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start().getOutputStream();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the reaper by /bin/sh: " + e.getMessage(), e);
        }
    }

    /** From now on this process ends with this JVM. */
    void add(long pid) throws IOException {
        tell("+" + pid);
    }

    /** This process has ended. */
    void remove(long pid) throws IOException {
        tell("-" + pid);
    }

    private synchronized void tell(String line) throws IOException {
        pipe.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        pipe.flush();
    }

    private static String script() {
        try (InputStream in = Reaper.class.getResourceAsStream("reaper.sh")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
