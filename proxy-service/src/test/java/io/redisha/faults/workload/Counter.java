package io.redisha.faults.workload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import io.redisha.faults.evidence.Count;
import io.redisha.faults.evidence.CounterCheck;
import io.redisha.faults.evidence.Evidence;
import io.redisha.faults.evidence.Fate;
import io.redisha.faults.evidence.Findings;
import io.redisha.faults.evidence.Findings.Kind;
import io.redisha.faults.evidence.Ledger;
import io.redisha.faults.evidence.Write;
import io.redisha.local.Reply;

/** Counts by INCR. The replies tell by {@link NodeMark} which node each of them ran on. */
final class Counter implements Client {

    private static final Duration PERIOD = Duration.ofMillis(20);

    private final Line line;
    private final String key;
    private final Ledger ledger = new Ledger();
    private final List<Count> counts = new ArrayList<>();
    /** For each count the mark of its node. */
    private final List<Long> marks = new ArrayList<>();

    Counter(Line line, String key) {
        this.line = line;
        this.key = key;
    }

    String key() {
        return key;
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
        long sent = System.nanoTime();
        Optional<Reply> reply = line.call("INCR", key);
        Write write = new Write(counts.size() + 1, sent, System.nanoTime(), Fate.of(reply));
        long value = reply.orElse(null) instanceof Reply.Int number ? number.value() : 0;
        ledger.add(write);
        counts.add(new Count(write, NodeMark.count(value)));
        marks.add(NodeMark.of(value));
    }

    /** When the first increment was acknowledged that ran on another node than this. */
    OptionalLong firstElsewhere(long mark) {
        for (int i = 0; i < counts.size(); i++) {
            if (counts.get(i).write().is(Fate.ACKED) && marks.get(i) != mark) {
                return OptionalLong.of(counts.get(i).write().endedAt());
            }
        }
        return OptionalLong.empty();
    }

    @Override
    public void judge(Evidence evidence, Findings findings) {
        String value = evidence.master().string(0, key).orElse("0");
        new CounterCheck(key).judge(counts, NodeMark.count(Long.parseLong(value)), evidence, findings);
        ledger.writes().stream().filter(write -> write.is(Fate.ACKED) && counts.get((int) write.number() - 1).value() == 0)
                .forEach(write -> findings.add(Kind.DISORDER, key + " got the reply of another request"));
    }

    @Override
    public void close() {
        line.close();
    }
}
