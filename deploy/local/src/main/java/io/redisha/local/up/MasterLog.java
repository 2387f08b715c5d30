package io.redisha.local.up;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Tells of each change of the master and how long it took: from the first moment the old master did not answer as a master, or
 * the watcher announced the switch, whichever came first, until the watcher published the new one. That is the time clients of
 * the proxy waited. A silence after which the old master answered again for three seconds does not count.
 */
final class MasterLog {

    private static final long RECOVERED = TimeUnit.SECONDS.toNanos(3);

    private final LongSupplier nanoTime;
    private final Consumer<String> events;
    private String master;
    private boolean switching;
    private OptionalLong waitingSince = OptionalLong.empty();
    private OptionalLong answeringSince = OptionalLong.empty();

    MasterLog(LongSupplier nanoTime, Consumer<String> events) {
        this.nanoTime = nanoTime;
        this.events = events;
    }

    /** The address that was published last. */
    synchronized Optional<String> master() {
        return Optional.ofNullable(master);
    }

    /** The watcher has published this. */
    synchronized void published(PublishedMaster state) {
        switch (state.phase()) {
            case "stable" -> state.address().ifPresent(this::stable);
            case "switching" -> {
                if (!switching) {
                    switching = true;
                    waitSince(nanoTime.getAsLong());
                    events.accept("failover of master " + master + " is under way: requests wait");
                }
            }
            default -> events.accept("sentinel-watcher knows no master");
        }
    }

    /** The node at this address was asked for its role at this time. */
    synchronized void probed(String address, long askedAt, boolean answeredAsMaster) {
        if (!address.equals(master)) {
            return;
        }
        if (!answeredAsMaster) {
            answeringSince = OptionalLong.empty();
            waitSince(askedAt);
        } else if (answeringSince.isEmpty()) {
            answeringSince = OptionalLong.of(askedAt);
        } else if (!switching && askedAt - answeringSince.getAsLong() >= RECOVERED) {
            waitingSince = OptionalLong.empty();
        }
    }

    private void stable(String address) {
        long waited = TimeUnit.NANOSECONDS.toMillis(
                waitingSince.isPresent() ? nanoTime.getAsLong() - waitingSince.getAsLong() : 0);
        if (master == null) {
            events.accept("master is " + address);
        } else if (!master.equals(address)) {
            events.accept("master changed from " + master + " to " + address + ", took " + waited + " ms");
        } else if (switching) {
            events.accept("master is still " + address + ", requests waited " + waited + " ms");
        }
        master = address;
        switching = false;
        waitingSince = OptionalLong.empty();
        answeringSince = OptionalLong.empty();
    }

    private void waitSince(long moment) {
        if (waitingSince.isEmpty()) {
            waitingSince = OptionalLong.of(moment);
        }
    }
}
