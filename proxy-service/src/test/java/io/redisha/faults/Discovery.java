package io.redisha.faults;

import java.util.Locale;

/** The watcher's discovery modes. */
enum Discovery {
    SWITCH,
    PROMOTED,
    EAGER;

    /** System property {@code faults.discovery}, else the default of the watcher. */
    static Discovery chosen() {
        return valueOf(System.getProperty("faults.discovery", "promoted").toUpperCase(Locale.ROOT));
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
