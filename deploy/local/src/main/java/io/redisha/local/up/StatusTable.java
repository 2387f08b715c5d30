package io.redisha.local.up;

import java.util.ArrayList;
import java.util.List;

import io.redisha.local.Member;

/** One row per process, in columns as wide as they need to be. */
final class StatusTable {

    private final List<String[]> rows = new ArrayList<>();

    StatusTable() {
        rows.add(new String[] { "SERVICE", "ADDRESS", "PID", "ROLE", "HEALTH" });
    }

    void add(Member member, Status status) {
        add(member.name(), member.address(), Long.toString(member.pid()), status.role(), status.health());
    }

    void add(String... cells) {
        rows.add(cells);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.length; column++) {
                int here = column;
                int width = rows.stream().mapToInt(other -> other[here].length()).max().orElseThrow();
                line.append(row[column]).append(" ".repeat(width - row[column].length() + 2));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
