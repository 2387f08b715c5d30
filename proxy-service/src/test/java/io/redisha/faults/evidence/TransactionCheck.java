package io.redisha.faults.evidence;

import io.redisha.faults.evidence.Findings.Kind;

/** Each transaction adds one to a counter and one element to a log, so that one is always as high as the other is long. */
public record TransactionCheck(String counter, String log) {

    public void judge(Keyspace master, Findings findings) {
        long counted = master.string(0, counter).map(Long::parseLong).orElse(0L);
        int logged = master.list(log).size();
        for (long i = 0; i < Math.abs(counted - logged); i++) {
            findings.add(Kind.TORN, counter + " is " + counted + ", and " + log + " has " + logged + " elements");
        }
    }
}
