package io.redisha.local.up;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What can be chosen on the command line of {@code up}.
 *
 * @param managementPorts of watcher, proxy and gateway
 * @param restartAfter how long an ended process stays away; empty: for ever
 */
record UpOptions(List<Integer> redisPorts, List<Integer> sentinelPorts, int watcherPort, int proxyPort, int gatewayPort,
        List<Integer> managementPorts, boolean asNative, Duration downAfter, Optional<Duration> restartAfter) {

    private static final int MAX_NODES = 9;

    /** @throws IllegalArgumentException if an option is unknown or its value of no use; the message names both */
    static UpOptions parse(String... arguments) {
        Map<String, String> values = new LinkedHashMap<>(Map.of(
                "--redis-ports", "7001,7002,7003",
                "--sentinel-ports", "26379,26380,26381",
                "--watcher-port", "8080",
                "--proxy-port", "6379",
                "--gateway-port", "7379",
                "--management-ports", "9000,9001,9002",
                "--down-after", "1500",
                "--restart-after", "5"));
        boolean asNative = false;
        for (Iterator<String> rest = Arrays.asList(arguments).iterator(); rest.hasNext();) {
            String option = rest.next();
            if (option.equals("--native")) {
                asNative = true;
            } else if (!values.containsKey(option)) {
                throw new IllegalArgumentException("unknown option " + option);
            } else if (!rest.hasNext()) {
                throw new IllegalArgumentException(option + " needs a value");
            } else {
                values.put(option, rest.next());
            }
        }
        UpOptions options = new UpOptions(ports(values, "--redis-ports"), ports(values, "--sentinel-ports"),
                port(values, "--watcher-port"), port(values, "--proxy-port"), port(values, "--gateway-port"),
                ports(values, "--management-ports"), asNative,
                Duration.ofMillis(number("--down-after", values.get("--down-after"), 100, 600_000)),
                restartAfter(values.get("--restart-after")));
        options.check();
        return options;
    }

    /** Every port that will be listened on, by what for. */
    Map<String, Integer> ports() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        for (int i = 0; i < redisPorts.size(); i++) {
            ports.put("redis-" + (i + 1), redisPorts.get(i));
        }
        for (int i = 0; i < sentinelPorts.size(); i++) {
            ports.put("sentinel-" + (i + 1), sentinelPorts.get(i));
        }
        ports.put("sentinel-watcher", watcherPort);
        ports.put("proxy-service", proxyPort);
        ports.put("gateway-service", gatewayPort);
        ports.put("management of sentinel-watcher", managementPorts.get(0));
        ports.put("management of proxy-service", managementPorts.get(1));
        ports.put("management of gateway-service", managementPorts.get(2));
        return ports;
    }

    private void check() {
        if (managementPorts.size() != 3) {
            throw new IllegalArgumentException("--management-ports needs three ports: of watcher, proxy and gateway");
        }
        if (redisPorts.size() > MAX_NODES || sentinelPorts.size() > MAX_NODES) {
            throw new IllegalArgumentException("more than " + MAX_NODES + " Redis nodes or Sentinels");
        }
        Map<Integer, String> users = new LinkedHashMap<>();
        ports().forEach((user, port) -> {
            String other = users.putIfAbsent(port, user);
            if (other != null) {
                throw new IllegalArgumentException("port " + port + " is given to both " + other + " and " + user);
            }
        });
    }

    private static int port(Map<String, String> values, String option) {
        return number(option, values.get(option), 1, 65_535);
    }

    private static List<Integer> ports(Map<String, String> values, String option) {
        List<Integer> ports = new ArrayList<>();
        for (String port : values.get(option).split(",", -1)) {
            ports.add(number(option, port, 1, 65_535));
        }
        return ports;
    }

    private static Optional<Duration> restartAfter(String value) {
        return value.equals("never") ? Optional.empty()
                : Optional.of(Duration.ofSeconds(number("--restart-after", value, 0, 3_600)));
    }

    private static int number(String option, String value, int min, int max) {
        try {
            int number = Integer.parseInt(value.strip());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, with the range.
        }
        throw new IllegalArgumentException(option + ": " + value + " is not a number between " + min + " and " + max);
    }
}
