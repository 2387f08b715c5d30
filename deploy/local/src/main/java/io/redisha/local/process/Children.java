package io.redisha.local.process;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** All processes this JVM has started and that still run. They end with the JVM: by a shutdown hook, else by the reaper. */
final class Children {

    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(10);

    private static final Set<Child> RUNNING = new LinkedHashSet<>();
    private static Reaper reaper;
    private static boolean ending;

    private Children() {
    }

    static synchronized void add(Child child) throws IOException {
        if (ending) {
            throw new IOException("this JVM is ending");
        }
        if (reaper == null) {
            reaper = new Reaper();
            Runtime.getRuntime().addShutdownHook(new Thread(Children::end, "end of all children"));
        }
        reaper.add(child.pid());
        RUNNING.add(child);
    }

    static synchronized void remove(Child child) {
        if (RUNNING.remove(child)) {
            try {
                reaper.remove(child.pid());
            } catch (IOException e) {
                // The reaper was killed. Then the shutdown hook is all there is, and it needs no reaper.
                System.err.println("the reaper is gone: " + e.getMessage());
            }
        }
    }

    /** First those that drain (services, the last started first), while Redis still runs; then everything. */
    private static void end() {
        List<Child> left;
        synchronized (Children.class) {
            ending = true;
            left = new ArrayList<>(RUNNING);
        }
        Collections.reverse(left);
        List<Child> draining = left.stream().filter(Child::drains).toList();
        draining.forEach(Child::askToEnd);
        long deadline = System.nanoTime() + DRAIN_LIMIT.toNanos();
        draining.forEach(child -> child.awaitEnd(Duration.ofNanos(Math.max(0, deadline - System.nanoTime()))));
        left.forEach(Child::kill);
    }
}
