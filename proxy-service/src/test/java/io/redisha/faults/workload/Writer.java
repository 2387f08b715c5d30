package io.redisha.faults.workload;

import java.time.Duration;
import java.util.Optional;

import io.redisha.faults.evidence.Evidence;
import io.redisha.faults.evidence.Fate;
import io.redisha.faults.evidence.Findings;
import io.redisha.faults.evidence.Ledger;
import io.redisha.faults.evidence.Write;
import io.redisha.local.Reply;

/** Sends the same command again and again, each time with the next number: SET of a new key, RPUSH, PUBLISH. */
final class Writer implements Client {

    /** The command that writes a number. */
    interface Command {
        String[] of(long number);
    }

    /** What becomes of the ledger in the end. */
    interface Check {
        void judge(Ledger ledger, Evidence evidence, Findings findings);
    }

    private final Line line;
    private final Duration period;
    private final Command command;
    private final Check check;
    private final Ledger ledger = new Ledger();
    private long number;

    Writer(Line line, Duration period, Command command, Check check) {
        this.line = line;
        this.period = period;
        this.command = command;
        this.check = check;
    }

    Ledger ledger() {
        return ledger;
    }

    @Override
    public Duration period() {
        return period;
    }

    @Override
    public void step() {
        if (!line.isReady()) {
            return;
        }
        number++;
        long sent = System.nanoTime();
        Optional<Reply> reply = line.call(command.of(number));
        ledger.add(new Write(number, sent, System.nanoTime(), Fate.of(reply)));
    }

    @Override
    public void judge(Evidence evidence, Findings findings) {
        check.judge(ledger, evidence, findings);
    }

    @Override
    public void close() {
        line.close();
    }
}
