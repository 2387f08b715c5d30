package io.redisha.faults.workload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.redisha.faults.evidence.Evidence;
import io.redisha.faults.evidence.Fate;
import io.redisha.faults.evidence.Findings;
import io.redisha.faults.evidence.Findings.Kind;
import io.redisha.faults.evidence.Ledger;
import io.redisha.faults.evidence.ListCheck;
import io.redisha.faults.evidence.Write;
import io.redisha.local.Reply;

/**
 * Raises a counter that others raise, too, by WATCH, GET, MULTI, SET, EXEC, and appends to a log in the same transaction: the
 * log is as long as the counter is high whenever EXEC answers.
 */
final class Transactor implements Client {

    private static final Duration PERIOD = Duration.ofMillis(60);

    private final Line line;
    private final String counter;
    private final String log;
    private final String mark;
    private final Ledger ledger = new Ledger();
    private final List<String> torn = new ArrayList<>();
    private long number;

    /** @param mark what its elements of the log begin with */
    Transactor(Line line, String counter, String log, String mark) {
        this.line = line;
        this.counter = counter;
        this.log = log;
        this.mark = mark;
    }

    @Override
    public Duration period() {
        return PERIOD;
    }

    @Override
    public void step() {
        if (!line.isReady()) {
            return;
        }
        Optional<Reply> watched = line.call("WATCH", counter);
        if (!isStatus(watched, "OK")) {
            return;
        }
        Optional<Reply> value = line.call("GET", counter);
        if (value.isEmpty()) {
            return;
        }
        if (value.get() instanceof Reply.Failure || !isStatus(line.call("MULTI"), "OK")) {
            line.call("UNWATCH");
            return;
        }
        long next = value.get() instanceof Reply.Nil ? 1 : Long.parseLong(value.get().text()) + 1;
        number++;
        long sent = System.nanoTime();
        Fate fate = queued(line.call("SET", counter, Long.toString(next)))
                && queued(line.call("RPUSH", log, mark + number)) ? exec(next) : discard();
        ledger.add(new Write(number, sent, System.nanoTime(), fate));
    }

    private boolean queued(Optional<Reply> reply) {
        if (reply.isPresent() && !(reply.get() instanceof Reply.Failure) && !isStatus(reply, "QUEUED")) {
            torn.add("a command of transaction " + mark + number + " got " + reply.get());
        }
        return isStatus(reply, "QUEUED");
    }

    private Fate exec(long expected) {
        Optional<Reply> reply = line.call("EXEC");
        if (reply.isPresent() && reply.get() instanceof Reply.Nil) {
            return Fate.REFUSED;
        }
        if (reply.isPresent() && reply.get() instanceof Reply.Array results
                && !(results.items().size() == 2 && new Reply.Int(expected).equals(results.items().get(1)))) {
            torn.add("transaction " + mark + number + " to " + expected + " got " + results);
        }
        return Fate.of(reply);
    }

    private Fate discard() {
        line.call("DISCARD");
        return Fate.REFUSED;
    }

    private static boolean isStatus(Optional<Reply> reply, String text) {
        return reply.isPresent() && reply.get() instanceof Reply.Status status && status.text().equals(text);
    }

    @Override
    public void judge(Evidence evidence, Findings findings) {
        new ListCheck(log, mark).judge(ledger, evidence, findings);
        torn.forEach(what -> findings.add(Kind.TORN, what));
    }

    @Override
    public void close() {
        line.close();
    }
}
