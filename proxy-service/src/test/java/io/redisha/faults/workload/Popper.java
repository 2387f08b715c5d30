package io.redisha.faults.workload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.redisha.faults.evidence.Evidence;
import io.redisha.faults.evidence.Findings;
import io.redisha.faults.evidence.Findings.Kind;
import io.redisha.faults.evidence.Ledger;
import io.redisha.faults.evidence.QueueCheck;
import io.redisha.local.Reply;

/** Takes one element after the other by BLPOP. */
final class Popper implements Client {

    private static final Duration PERIOD = Duration.ofMillis(5);
    private static final Duration WAIT = Duration.ofSeconds(60);

    private final Line line;
    private final String key;
    private final Ledger pusher;
    private final List<QueueCheck.Popped> popped = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private volatile long last;

    Popper(Line line, String key, Ledger pusher) {
        this.line = line;
        this.key = key;
        this.pusher = pusher;
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
        long asked = System.nanoTime();
        Optional<Reply> reply = line.call("BLPOP", key, Long.toString(WAIT.toSeconds()));
        if (reply.isEmpty() || reply.get() instanceof Reply.Failure) {
            return;
        }
        if (reply.get() instanceof Reply.Array pair && pair.items().get(0).text().equals(key)) {
            last = Long.parseLong(pair.items().get(1).text());
            popped.add(new QueueCheck.Popped(last, System.nanoTime()));
        } else if (!(reply.get() instanceof Reply.Nil) || System.nanoTime() - asked < WAIT.toNanos()) {
            wrong.add(reply.get().toString());
        }
    }

    @Override
    public boolean isConnected() {
        return line.isOpened();
    }

    @Override
    public boolean isDone() {
        return last >= pusher.lastAcked();
    }

    @Override
    public void judge(Evidence evidence, Findings findings) {
        new QueueCheck(key).judge(pusher, popped, evidence, findings);
        wrong.forEach(reply -> findings.add(Kind.DISORDER, "BLPOP got " + reply));
    }

    @Override
    public void close() {
        line.close();
    }
}
