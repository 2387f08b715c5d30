package io.redisha.faults.workload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.redisha.faults.evidence.Evidence;
import io.redisha.faults.evidence.Findings;
import io.redisha.faults.evidence.Ledger;
import io.redisha.faults.evidence.ReadCheck;
import io.redisha.local.Reply;

/** Reads what another client has just been told is written. */
final class Reader implements Client {

    private static final Duration PERIOD = Duration.ofMillis(30);

    private final Line line;
    private final String prefix;
    private final Ledger writer;
    private final List<ReadCheck.Read> reads = new ArrayList<>();

    /** @param prefix the writer's keys are this and their number */
    Reader(Line line, String prefix, Ledger writer) {
        this.line = line;
        this.prefix = prefix;
        this.writer = writer;
    }

    @Override
    public Duration period() {
        return PERIOD;
    }

    @Override
    public void step() {
        long wanted = writer.lastAcked();
        if (wanted == 0 || !line.isReady()) {
            return;
        }
        String key = prefix + wanted;
        Optional<Reply> reply = line.call("GET", key);
        if (reply.isPresent() && !(reply.get() instanceof Reply.Failure)) {
            reads.add(new ReadCheck.Read(key, wanted, reply.get().text()));
        }
    }

    @Override
    public void judge(Evidence evidence, Findings findings) {
        new ReadCheck("the reader of " + prefix).judge(reads, evidence.master(), findings);
    }

    @Override
    public void close() {
        line.close();
    }
}
