package io.redisha.faults.evidence;

import java.util.Optional;

import io.redisha.faults.evidence.Findings.Kind;

/** Writes with a key each, whose value is their number: {@code SET <prefix><number> <number>}. */
public record KeyCheck(int database, String prefix) {

    public void judge(Ledger ledger, Evidence evidence, Findings findings) {
        for (Write write : ledger.writes()) {
            String key = prefix + write.number();
            Optional<String> value = evidence.master().string(database, key);
            if (value.isPresent() && !value.get().equals(Long.toString(write.number()))) {
                findings.add(Kind.DISORDER, key + " holds " + value.get());
            }
            if (write.is(Fate.ACKED) && value.isEmpty()) {
                boolean onOld = evidence.oldMaster().flatMap(old -> old.string(database, key)).isPresent();
                findings.addLost(key, write, evidence, onOld);
            }
            if (write.is(Fate.REFUSED) && value.isPresent()) {
                findings.add(Kind.TWICE, key + " was set, and refused");
            }
        }
    }
}
