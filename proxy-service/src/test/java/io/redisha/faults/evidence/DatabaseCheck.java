package io.redisha.faults.evidence;

import io.redisha.faults.evidence.Findings.Kind;

/** Whose keys begin with the prefix works in one database, everybody else in 0. */
public record DatabaseCheck(int database, String prefix) {

    public void judge(Keyspace master, Findings findings) {
        for (String name : master.names()) {
            boolean selected = name.substring(name.indexOf('/') + 1).startsWith(prefix);
            if (!name.startsWith((selected ? database : 0) + "/")) {
                findings.add(Kind.WRONG_DATABASE, name);
            }
        }
    }
}
