package io.redisha.proxy.session;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;

/** Notices that a request which has begun does not go on. One task at most is scheduled, however often bytes come. */
final class StallTimer {

    private final EventLoop loop;
    private final long timeout;
    private final Runnable stalled;
    private long lastMove;
    private ScheduledFuture<?> task;

    /** @param stalled called when nothing has moved for {@code timeout} while it was watched */
    StallTimer(EventLoop loop, Duration timeout, Runnable stalled) {
        this.loop = loop;
        this.timeout = timeout.toNanos();
        this.stalled = stalled;
    }

    /** Something came. @param now as {@link System#nanoTime()} says */
    void moved(long now) {
        lastMove = now;
    }

    void watch() {
        if (task == null) {
            schedule();
        }
    }

    private void schedule() {
        task = loop.schedule(this::check, Math.max(0, lastMove + timeout - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    private void check() {
        if (System.nanoTime() - lastMove < timeout) {
            schedule();
        } else {
            task = null;
            stalled.run();
        }
    }

    void end() {
        if (task != null) {
            task.cancel(false);
            task = null;
        }
    }
}
