package io.redisha.local.up;

import java.util.function.Consumer;

import io.redisha.local.Member;

/** Tells what changes about one running process; each run looks once. Its end is not told here but by the supervisor. */
final class StatusLog implements Runnable {

    private final Member member;
    private final Consumer<String> events;
    private Status last;

    StatusLog(Member member, Status first, Consumer<String> events) {
        this.member = member;
        this.last = first;
        this.events = events;
    }

    @Override
    public void run() {
        if (!member.isAlive()) {
            return;
        }
        Status now = Status.of(member);
        // It may have ended while it was asked.
        if (!now.equals(last) && member.isAlive()) {
            boolean sameRole = now.role().isEmpty() || now.role().equals(last.role());
            events.accept(member.name() + ": " + (sameRole ? "" : now.role() + ", ") + now.health());
            last = now;
        }
    }
}
