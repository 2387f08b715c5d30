package io.redisha.local.up;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.redisha.local.Await;
import io.redisha.local.Member;

/**
 * Tells of each process that ends and starts it again after a while, as Kubernetes would. One that ends five times within a
 * minute is given up, and everything with it.
 */
final class Supervisor {

    static final int MAX_ENDS = 5;
    private static final Duration WITHIN = Duration.ofMinutes(1);

    private final Optional<Duration> restartAfter;
    private final ScheduledExecutorService scheduler;
    private final Consumer<String> events;
    private final Consumer<String> giveUp;
    private final Map<Member, Deque<Long>> ends = new HashMap<>();

    /**
     * @param restartAfter empty: never
     * @param giveUp called with the reason when everything should end
     */
    Supervisor(Optional<Duration> restartAfter, ScheduledExecutorService scheduler, Consumer<String> events,
            Consumer<String> giveUp) {
        this.restartAfter = restartAfter;
        this.scheduler = scheduler;
        this.events = events;
        this.giveUp = giveUp;
    }

    /** Looks after the present process of the member, and those that follow it. */
    void watch(Member member) {
        long pid = member.pid();
        member.exit().thenAccept(code -> {
            events.accept(member.name() + " (pid " + pid + ") ended: " + reason(code)
                    + restartAfter.map(delay -> "; restart in " + delay.toSeconds() + " s").orElse(""));
            ended(member);
        });
    }

    private synchronized void ended(Member member) {
        long now = System.nanoTime();
        Deque<Long> recent = ends.computeIfAbsent(member, key -> new ArrayDeque<>());
        recent.add(now);
        if (recent.size() == MAX_ENDS) {
            if (now - recent.remove() < WITHIN.toNanos()) {
                giveUp.accept(member.name() + " ended " + MAX_ENDS + " times within a minute; its last lines:\n"
                        + member.lastLogLines());
                return;
            }
        }
        restartAfter.ifPresent(delay -> scheduler.schedule(() -> restart(member), delay.toMillis(), TimeUnit.MILLISECONDS));
    }

    private void restart(Member member) {
        try {
            member.restart();
            events.accept(member.name() + " restarted, pid " + member.pid());
            watch(member);
        } catch (IllegalStateException | UncheckedIOException | Await.DeadlineExceeded e) {
            events.accept(member.name() + " could not be restarted: " + e.getMessage());
            ended(member);
        }
    }

    private static String reason(int exitCode) {
        return exitCode > 128 && exitCode < 128 + 64 ? "killed by signal " + (exitCode - 128) : "exit code " + exitCode;
    }
}
