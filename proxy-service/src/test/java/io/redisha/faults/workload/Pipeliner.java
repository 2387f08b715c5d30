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

/** Sends 16 commands at once, by turns an RPUSH and an ECHO that tells whose reply it is. */
final class Pipeliner implements Client {

    private static final Duration PERIOD = Duration.ofMillis(200);
    private static final int DEPTH = 16;

    private final Line line;
    private final String key;
    private final Ledger ledger = new Ledger();
    private final List<String> misplaced = new ArrayList<>();
    private long number;

    Pipeliner(Line line, String key) {
        this.line = line;
        this.key = key;
    }

    Ledger ledger() {
        return ledger;
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
        List<String[]> batch = new ArrayList<>();
        for (long next = number + 1; batch.size() < DEPTH; next++) {
            batch.add(new String[] { "RPUSH", key, Long.toString(next) });
            batch.add(new String[] { "ECHO", echo(next) });
        }
        long sent = System.nanoTime();
        List<Reply> replies = line.callAll(batch);
        long ended = System.nanoTime();
        for (int i = 0; i < DEPTH; i += 2) {
            number++;
            Optional<Reply> pushed = i < replies.size() ? Optional.of(replies.get(i)) : Optional.empty();
            ledger.add(new Write(number, sent, ended, Fate.of(pushed)));
            pushed.ifPresent(reply -> check(reply, reply instanceof Reply.Int));
            if (i + 1 < replies.size()) {
                Reply reply = replies.get(i + 1);
                check(reply, reply instanceof Reply.Bulk && echo(number).equals(reply.text()));
            }
        }
    }

    private String echo(long of) {
        return key + " " + of;
    }

    private void check(Reply reply, boolean inPlace) {
        if (!inPlace && !(reply instanceof Reply.Failure)) {
            misplaced.add(key + " at " + number + " got " + reply);
        }
    }

    @Override
    public void judge(Evidence evidence, Findings findings) {
        new ListCheck(key, "").judge(ledger, evidence, findings);
        misplaced.forEach(reply -> findings.add(Kind.DISORDER, reply));
    }

    @Override
    public void close() {
        line.close();
    }
}
