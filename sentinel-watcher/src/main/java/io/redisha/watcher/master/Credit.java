package io.redisha.watcher.master;

import java.util.HashMap;
import java.util.Map;

/**
 * How long a Sentinel alone may still hold up the followers by announcing failovers that never come. It has two drain limits,
 * and gets back a sixth of the time that passes: of each minute one that lies or has lost its mind can take ten seconds, at a
 * drain limit of five. Confined to the watch loop.
 */
final class Credit {

    private static final int LIMITS = 2;
    private static final int ONE_IN = 6;
    private static final int REMEMBERED = 64;

    /** @param millis of holding up that are not forgiven yet */
    private record Debt(long millis, long at) {
    }

    private final long most;
    private final Map<String, Debt> debts = new HashMap<>();

    /** @param drainLimitMillis how long one announcement counts */
    Credit(long drainLimitMillis) {
        most = LIMITS * drainLimitMillis;
    }

    /** In milliseconds. */
    long left(String sentinel, long now) {
        return most - owed(sentinel, now);
    }

    void charge(String sentinel, long millis, long now) {
        debts.put(sentinel, new Debt(Math.min(most, owed(sentinel, now) + millis), now));
        debts.entrySet().removeIf(entry -> debts.size() > REMEMBERED && owed(entry.getKey(), now) == 0);
    }

    /** Something came of it after all. */
    void refund(String sentinel, long millis, long now) {
        debts.computeIfPresent(sentinel, (id, debt) -> new Debt(Math.max(0, owed(id, now) - millis), now));
    }

    private long owed(String sentinel, long now) {
        Debt debt = debts.get(sentinel);
        return debt == null ? 0 : Math.max(0, debt.millis() - (now - debt.at()) / ONE_IN);
    }
}
