package io.redisha.faults.workload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.redisha.faults.evidence.Evidence;
import io.redisha.faults.evidence.Findings;
import io.redisha.faults.evidence.Findings.Kind;
import io.redisha.faults.evidence.Ledger;
import io.redisha.local.Reply;

/**
 * Keeps the value of one key as a client with a cache does: by RESP3 and CLIENT TRACKING. It asks again only when the server
 * has told it that the value, or everything, is void; if that is ever forgotten, its value stays old for good.
 */
final class Tracker implements Client {

    private static final Duration PERIOD = Duration.ofMillis(5);

    private final Line line;
    private final String key;
    private final Ledger writer;
    private final List<String> wrong = new ArrayList<>();
    private boolean valid;
    private volatile String cached = "0";

    Tracker(int port, Tally tally, String key, Ledger writer) {
        line = Line.ofListener(port, tally, new String[] { "HELLO", "3" }, new String[] { "CLIENT", "TRACKING", "ON" });
        this.key = key;
        this.writer = writer;
    }

    @Override
    public Duration period() {
        return PERIOD;
    }

    @Override
    public void step() {
        if (!line.isConnected()) {
            // What a lost connection would have said is lost with it.
            valid = false;
        }
        if (!line.isReady()) {
            return;
        }
        if (!valid) {
            valid = true;
            line.write("GET", key);
        }
        Optional<Reply> reply = line.next();
        if (reply.isEmpty()) {
            return;
        }
        if (reply.get() instanceof Reply.Push push) {
            valid = !isInvalidation(push) && valid;
        } else if (reply.get() instanceof Reply.Failure) {
            valid = false;
        } else if (reply.get() instanceof Reply.Bulk value) {
            cached = value.text();
        } else if (!(reply.get() instanceof Reply.Nil)) {
            wrong.add(reply.get().toString());
        }
    }

    /** Of all keys, or of one; it has only one. */
    private boolean isInvalidation(Reply.Push push) {
        boolean invalidation = push.items().get(0).text().equals("invalidate");
        if (!invalidation) {
            wrong.add(push.toString());
        }
        return invalidation;
    }

    @Override
    public boolean isConnected() {
        return line.isOpened();
    }

    @Override
    public boolean isDone() {
        return cached.equals(Long.toString(writer.lastAcked()));
    }

    @Override
    public void judge(Evidence evidence, Findings findings) {
        String real = evidence.master().string(0, key).orElse("0");
        if (!cached.equals(real)) {
            findings.add(Kind.STALE_READ,
                    "the tracked " + key + " is " + real + ", and the client still believes in " + cached);
        }
        wrong.forEach(reply -> findings.add(Kind.DISORDER, "the tracking client got " + reply));
    }

    @Override
    public void close() {
        line.close();
    }
}
