package io.redisha.gateway.request;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What no rule can allow: commands that would change the state of a connection which others share, or leave the order of
 * its replies in disarray. Names are compared whole, without regard to case.
 */
public final class ForbiddenCommands {

    private static final String STATE = "would change the state of a connection that all requests share";
    private static final String STREAM = "is not available in this version";
    private static final String ONE_REQUEST = "has no meaning over HTTP, where each request stands alone";

    private static final Map<String, String> REASONS = new HashMap<>();
    private static final Map<String, Set<String>> SUBCOMMANDS = Map.of(
            "CLIENT", Set.of("REPLY", "TRACKING", "CACHING", "SETNAME", "SETINFO", "NO-EVICT", "NO-TOUCH"),
            "SCRIPT", Set.of("DEBUG"));

    static {
        forbid(ONE_REQUEST, "MULTI", "EXEC", "WATCH", "DISCARD");
        forbid(STATE + "; the database is a prefix of the path: /7/GET/key", "SELECT");
        forbid(STATE, "AUTH", "HELLO", "RESET", "QUIT");
        // POST and HOST: make Redis hang up, a precaution of its own against requests forged by a browser.
        forbid(STATE, "SYNC", "PSYNC", "REPLCONF", "POST", "HOST:");
        forbid(STREAM, "MONITOR", "SUBSCRIBE", "PSUBSCRIBE", "SSUBSCRIBE", "UNSUBSCRIBE", "PUNSUBSCRIBE", "SUNSUBSCRIBE");
    }

    private ForbiddenCommands() {
    }

    /**
     * Lets a command pass or not.
     *
     * @throws ForbiddenRequestException with the reason
     */
    public static void check(RedisCommand command) {
        String name = command.upperName();
        String reason = REASONS.get(name);
        if (reason != null) {
            throw new ForbiddenRequestException(name + " " + reason);
        }
        Set<String> subcommands = SUBCOMMANDS.get(name);
        if (subcommands != null && subcommands.contains(command.option(0))) {
            throw new ForbiddenRequestException(name + " " + command.option(0) + " " + STATE);
        }
    }

    private static void forbid(String reason, String... names) {
        for (String name : names) {
            REASONS.put(name, reason);
        }
    }
}
