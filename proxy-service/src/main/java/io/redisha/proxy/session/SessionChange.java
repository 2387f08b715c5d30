package io.redisha.proxy.session;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.redisha.proxy.command.CommandKind;
import io.redisha.proxy.resp.RespRequest;

/** What a command changes in the session once the server has accepted it. */
interface SessionChange {

    SessionChange NONE = memory -> {
    };
    Set<String> OF_CLIENT = Set.of("SETNAME", "SETINFO", "NO-EVICT", "NO-TOUCH", "TRACKING", "CACHING", "REPLY");

    void apply(SessionMemory memory);

    /** The change that a command of these arguments makes; {@link #NONE} for one that leaves nothing to remember. */
    static SessionChange of(CommandKind kind, List<byte[]> arguments) {
        return switch (kind) {
            case AUTH -> memory -> memory.authenticated(RespRequest.encode(arguments));
            case SELECT -> memory -> memory.selected(RespRequest.encode(arguments));
            case HELLO -> hello(arguments);
            case CLIENT -> client(arguments);
            case RESET -> SessionMemory::reset;
            case MONITOR -> SessionMemory::monitoring;
            default -> NONE;
        };
    }

    /** Whether CLIENT with these arguments is about this connection, and not a question or about others. */
    static boolean concerns(List<byte[]> arguments) {
        return arguments.size() > 2 && OF_CLIENT.contains(word(arguments.get(1)));
    }

    /** {@code HELLO [protover [AUTH username password] [SETNAME clientname]]} */
    private static SessionChange hello(List<byte[]> arguments) {
        if (arguments.size() < 2) {
            return NONE;
        }
        return memory -> {
            memory.protocol(arguments.get(1));
            for (int i = 2; i < arguments.size(); i++) {
                String option = word(arguments.get(i));
                if (option.equals("AUTH") && i + 2 < arguments.size()) {
                    memory.authenticated(RespRequest.encode(
                            List.of("AUTH".getBytes(US_ASCII), arguments.get(i + 1), arguments.get(i + 2))));
                    i += 2;
                } else if (option.equals("SETNAME") && i + 1 < arguments.size()) {
                    memory.named(arguments.get(++i));
                }
            }
        };
    }

    private static SessionChange client(List<byte[]> arguments) {
        if (arguments.size() < 3) {
            return NONE;
        }
        String subcommand = word(arguments.get(1));
        return switch (subcommand) {
            case "SETNAME" -> memory -> memory.named(arguments.get(2));
            case "NO-EVICT", "NO-TOUCH" -> memory -> memory.setting(subcommand, RespRequest.encode(arguments));
            case "TRACKING" -> tracking(arguments);
            case "SETINFO" ->
                memory -> memory.setting(subcommand + " " + word(arguments.get(2)), RespRequest.encode(arguments));
            default -> NONE;
        };
    }

    /** With REDIRECT it is not brought back: the id belongs to a connection of the lost master, or to a stranger's. */
    private static SessionChange tracking(List<byte[]> arguments) {
        boolean on = word(arguments.get(2)).equals("ON");
        boolean redirected = arguments.stream().anyMatch(argument -> word(argument).equals("REDIRECT"));
        return on && !redirected ? memory -> memory.setting("TRACKING", RespRequest.encode(arguments))
                : memory -> memory.forget("TRACKING");
    }

    /** An argument as a keyword, in upper case. */
    static String word(byte[] argument) {
        return new String(argument, US_ASCII).toUpperCase(Locale.ROOT);
    }
}
