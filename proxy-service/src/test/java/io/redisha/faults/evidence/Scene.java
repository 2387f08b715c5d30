package io.redisha.faults.evidence;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A round that never was, for tests of the checks: the fault at 100, the switch at 200, and what the two masters hold. */
final class Scene {

    static final long EARLY = 50;
    static final long FAULT = 100;
    static final long BETWEEN = 150;
    static final long SWITCH = 200;
    static final long LATE = 300;

    final Keyspace master = empty();
    final Keyspace oldMaster = empty();
    final Findings findings = new Findings();
    final Ledger ledger = new Ledger();
    private boolean lossless;

    private static Keyspace empty() {
        return new Keyspace(new HashMap<>(), new HashMap<>());
    }

    Scene lossless() {
        lossless = true;
        return this;
    }

    Evidence evidence() {
        Moments moments = new Moments(FAULT, OptionalLong.of(SWITCH));
        return new Evidence(moments, master, Optional.of(oldMaster), lossless);
    }

    /** A write that was sent 1 before this moment. */
    Scene write(long number, long at, Fate fate) {
        ledger.add(new Write(number, at - 1, at, fate));
        return this;
    }

    static void string(Keyspace keyspace, int database, String key, String value) {
        keyspace.strings().computeIfAbsent(database, none -> new HashMap<>()).put(key, value);
    }

    static void list(Keyspace keyspace, String key, String... elements) {
        keyspace.lists().computeIfAbsent(0, none -> new HashMap<>()).put(key, List.of(elements));
    }

    /** All that was found; empty is what nothing wrong looks like. */
    Map<Findings.Kind, Integer> found() {
        return findings.counts();
    }
}
