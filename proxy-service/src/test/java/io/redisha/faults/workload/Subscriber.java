package io.redisha.faults.workload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.redisha.faults.evidence.Evidence;
import io.redisha.faults.evidence.Findings;
import io.redisha.faults.evidence.Findings.Kind;
import io.redisha.faults.evidence.Ledger;
import io.redisha.faults.evidence.MessageCheck;
import io.redisha.local.Reply;

/** Listens to the publisher, by its channel or by a pattern. */
final class Subscriber implements Client {

    private final Line line;
    private final String kind;
    private final Ledger publisher;
    private final List<Long> received = new ArrayList<>();
    private final List<String> others = new ArrayList<>();
    private volatile long last;

    private Subscriber(Line line, String kind, Ledger publisher) {
        this.line = line;
        this.kind = kind;
        this.publisher = publisher;
    }

    static Subscriber ofChannel(int port, Tally tally, String channel, Ledger publisher) {
        return new Subscriber(Line.ofListener(port, tally, new String[] { "SUBSCRIBE", channel }), "message", publisher);
    }

    static Subscriber ofPattern(int port, Tally tally, String pattern, Ledger publisher) {
        return new Subscriber(Line.ofListener(port, tally, new String[] { "PSUBSCRIBE", pattern }), "pmessage", publisher);
    }

    @Override
    public Duration period() {
        return Duration.ZERO;
    }

    @Override
    public void step() {
        if (!line.isReady()) {
            return;
        }
        Optional<Reply> reply = line.next();
        if (reply.isEmpty()) {
            return;
        }
        if (reply.get() instanceof Reply.Array message && message.items().get(0).text().equals(kind)) {
            last = Long.parseLong(message.items().get(message.items().size() - 1).text());
            received.add(last);
        } else {
            others.add(reply.get().toString());
        }
    }

    @Override
    public boolean isConnected() {
        return line.isOpened();
    }

    @Override
    public boolean isDone() {
        return last >= publisher.lastAcked();
    }

    @Override
    public void judge(Evidence evidence, Findings findings) {
        new MessageCheck(kind).judge(publisher, received, evidence.moments(), findings);
        others.forEach(other -> findings.add(Kind.DISORDER, "the subscriber got " + other));
    }

    @Override
    public void close() {
        line.close();
    }
}
