package io.redisha.faults.workload;

import java.time.Duration;

import io.redisha.faults.evidence.Evidence;
import io.redisha.faults.evidence.Findings;

/** One client with a connection of its own, run by a thread of its own. It records what it did, to be judged in the end. */
interface Client extends AutoCloseable {

    /** The least time between two steps. */
    Duration period();

    /** One request, or the wait for one message. */
    void step();

    /** Whether it is connected; of those that listen, for any thread. */
    default boolean isConnected() {
        return true;
    }

    /** Whether it has all that is on its way to it; asked after the others have ended, by another thread. */
    default boolean isDone() {
        return true;
    }

    /** After its thread has ended. */
    void judge(Evidence evidence, Findings findings);

    /** Ends its connection, from any thread; a step that waits returns. */
    @Override
    void close();
}
