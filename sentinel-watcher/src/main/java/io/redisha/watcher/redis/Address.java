package io.redisha.watcher.redis;

import java.util.Locale;

/**
 * Where a Redis or Sentinel says it is: a host name or an IP address, and a port. It stays text until it is dialled, because
 * Sentinels may announce names, and names move.
 *
 * @param host in lower case, without brackets
 */
public record Address(String host, int port) {

    private static final int HIGHEST_PORT = 65_535;
    private static final int LONGEST_HOST = 255;

    public Address {
        host = host.toLowerCase(Locale.ROOT);
        if (host.isEmpty() || host.length() > LONGEST_HOST || !host.chars().allMatch(Address::mayBeInAHost)) {
            throw new IllegalArgumentException("'" + printable(host) + "' is no host name and no IP address");
        }
        if (port < 1 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException(port + " is no port: 1 to " + HIGHEST_PORT + " are");
        }
    }

    /**
     * Reads {@code host:port}, {@code 10.0.0.1:26379} or {@code [::1]:26379}.
     *
     * @throws IllegalArgumentException with a message for the person who wrote the text
     */
    public static Address parse(String text) {
        String trimmed = text.strip();
        int colon = trimmed.lastIndexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("'" + printable(trimmed) + "' has no port: host:port is wanted");
        }
        String host = trimmed.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (!bracketed && host.indexOf(':') >= 0) {
            throw new IllegalArgumentException(
                    "'" + printable(trimmed) + "' is ambiguous: an IPv6 address needs brackets, as in [::1]:26379");
        }
        return new Address(bracketed ? host.substring(1, host.length() - 1) : host, port(trimmed, colon));
    }

    private static int port(String text, int colon) {
        try {
            return Integer.parseInt(text.substring(colon + 1));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + printable(text) + "' has no port number after the colon", e);
        }
    }

    private static boolean mayBeInAHost(int c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c == '.' || c == '-' || c == '_' || c == ':' || c == '%';
    }

    /** What is printed may come from a peer: no control characters, no novel. */
    private static String printable(String text) {
        String cut = text.length() > LONGEST_HOST ? text.substring(0, LONGEST_HOST) + "..." : text;
        return cut.replaceAll("[^\\x20-\\x7e]", "?");
    }

    @Override
    public String toString() {
        return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
    }
}
