package io.redisha.local.up;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the watcher publishes of a master: its phase and, unless that is {@code unknown}, its address.
 *
 * @param address {@code host:port}
 */
record PublishedMaster(String phase, Optional<String> address) {

    // Three fields of one flat object: not worth a JSON library, once what is nested in it is taken out.
    private static final Pattern NESTED = Pattern.compile("(?<=.)(\\[[^\\[\\]]*]|\\{[^{}]*})");
    private static final Pattern PHASE = Pattern.compile("\"phase\"\\s*:\\s*\"(\\w+)\"");
    private static final Pattern HOST = Pattern.compile("\"host\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern PORT = Pattern.compile("\"port\"\\s*:\\s*(\\d+)");

    /** @throws IllegalArgumentException if there is no phase in it */
    static PublishedMaster parse(String json) {
        String flat = json.strip();
        for (String before = ""; !flat.equals(before);) {
            before = flat;
            flat = NESTED.matcher(flat).replaceAll("0");
        }
        Optional<String> host = first(HOST, flat);
        Optional<String> address = first(PORT, flat).flatMap(port -> host.map(name -> name + ":" + port));
        return new PublishedMaster(
                first(PHASE, flat).orElseThrow(() -> new IllegalArgumentException("no phase in " + json)), address);
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
