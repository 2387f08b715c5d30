package io.redisha.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;

/** What a suite has measured, for people and for programs. */
record Report(Discovery discovery, String server, List<FaultRounds> faults) {

    private static final String LEGEND = """
            Counts with a bound are the largest of all rounds, all other figures medians; "!" misses the bound.
            rounds: counted + set aside, because the Sentinels did something else than the fault asks for.
            lost before, missed before: acknowledged before the first +switch-master; stale acks, missed after: after it, and
            so at two failovers what the second one costs. ack: first acknowledged write on the new master.
            closed is not bounded where the proxy itself ends, "lost before" only where nothing that holds data dies, and pause
            only at a planned switchover.

            """;

    private Bounds bounds() {
        return new Bounds(discovery);
    }

    List<String> misses() {
        return bounds().misses(faults);
    }

    /** Two tables, what must hold and what else there is to know, and every bound that was missed. */
    String text() {
        StringBuilder text = new StringBuilder("Failover contract: discovery " + discovery.text() + ", server " + server
                + ", down-after 1000 ms\n");
        appendTable(text, bounds().bounded());
        Bounds.firstAckOverAll(faults).ifPresent(
                millis -> text.append("ack - switch, median over all faults: ").append(millis).append(" ms\n"));
        text.append(LEGEND);
        appendTable(text, bounds().told());
        misses().forEach(miss -> text.append("MISSED  ").append(miss).append('\n'));
        return text.toString();
    }

    private void appendTable(StringBuilder text, List<Figure> figures) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(row("", "", figures.stream().map(figure -> word(figure.title(), 0))));
        rows.add(row("fault", "rounds", figures.stream().map(figure -> word(figure.title(), 1))));
        if (figures.stream().anyMatch(figure -> !figure.boundText().isEmpty())) {
            rows.add(row("bound", "", figures.stream().map(Figure::boundText)));
        }
        for (FaultRounds rounds : faults) {
            rows.add(row(rounds.fault().text(), rounds.results().size() + "+" + rounds.setAside().size(),
                    figures.stream().map(figure -> figure.text(rounds))));
        }
        int[] widths = widths(rows);
        for (List<String> row : rows) {
            text.append(String.format("%-" + widths[0] + "s", row.get(0)));
            for (int i = 1; i < widths.length; i++) {
                text.append(String.format("  %" + widths[i] + "s", row.get(i)));
            }
            text.append('\n');
        }
        text.append('\n');
    }

    private static List<String> row(String first, String second, Stream<String> rest) {
        return Stream.concat(Stream.of(first, second), rest).toList();
    }

    /** A title of two words takes two lines, a single word stands on the second. */
    private static String word(String title, int line) {
        int space = title.indexOf(' ');
        if (space < 0) {
            return line == 0 ? "" : title;
        }
        return line == 0 ? title.substring(0, space) : title.substring(space + 1);
    }

    private static int[] widths(List<List<String>> rows) {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return widths;
    }

    /** Writes all rounds and the figures of each fault as JSON. */
    void write(Path file) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("discovery", discovery.text());
        document.put("server", server);
        document.put("misses", misses());
        document.put("faults", faults.stream().map(this::asJson).toList());
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), document);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private Map<String, Object> asJson(FaultRounds rounds) {
        Map<String, Object> figures = new LinkedHashMap<>();
        Stream.concat(bounds().bounded().stream(), bounds().told().stream()).forEach(figure -> figure.value().apply(rounds)
                .ifPresent(value -> figures.put(figure.title().replace("- ", ""), value)));
        Map<String, Object> fault = new LinkedHashMap<>();
        fault.put("fault", rounds.fault().text());
        fault.put("description", rounds.fault().description());
        fault.put("figures", figures);
        fault.put("setAside", rounds.setAside());
        fault.put("broken", rounds.broken());
        fault.put("rounds", rounds.results());
        return fault;
    }
}
