package io.redisha.faults.evidence;

import java.util.List;

import io.redisha.faults.evidence.Findings.Kind;

/** Reads of keys whose writes had been acknowledged before the read was sent. */
public record ReadCheck(String reader) {

    /**
     * One read.
     *
     * @param value what it got, null for nothing
     */
    public record Read(String key, long wanted, String value) {
    }

    public void judge(List<Read> reads, Keyspace master, Findings findings) {
        for (Read read : reads) {
            if (read.value() != null && !read.value().equals(Long.toString(read.wanted()))) {
                findings.add(Kind.DISORDER, reader + " got " + read.value() + " for " + read.key());
            }
            // What is gone in the end was lost, which is counted once, with its writer.
            if (read.value() == null && master.string(0, read.key()).isPresent()) {
                findings.add(Kind.STALE_READ, reader + " did not see " + read.key());
            }
        }
    }
}
