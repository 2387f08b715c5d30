package io.redisha.proxy.command;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.redisha.proxy.resp.RequestScanner;

/**
 * What each command means: what {@link CommandKind} says of those that mean the same everywhere, and of the others what the
 * server says in its reply to {@code COMMAND}, modules included. As long as no server has said anything, no other command
 * is taken as reading.
 * <p>
 * Thread-safe: one immutable index, replaced when a server has been asked.
 */
public final class CommandTable {

    /** Subcommands that change nothing although the server does not flag them so: they have no keys. */
    private static final List<String> READING = List.of("CONFIG|GET", "PUBSUB|CHANNELS", "PUBSUB|NUMSUB", "PUBSUB|NUMPAT",
            "PUBSUB|SHARDCHANNELS", "PUBSUB|SHARDNUMSUB", "SLOWLOG|GET", "SLOWLOG|LEN", "MODULE|LIST", "SCRIPT|EXISTS",
            "FUNCTION|LIST", "ACL|WHOAMI", "ACL|LIST", "ACL|USERS", "ACL|CAT", "CLIENT|LIST", "CLIENT|INFO", "CLIENT|ID",
            "CLIENT|GETNAME", "CLIENT|GETREDIR", "CLIENT|TRACKINGINFO");
    private static final String READ_FLAG = "readonly";
    private static final int NAME = 0;
    private static final int FLAGS = 2;
    private static final int SUBCOMMANDS = 9;

    private volatile Index index = new Index(fixed());

    private static Map<String, CommandKind> fixed() {
        Map<String, CommandKind> kinds = new HashMap<>();
        for (CommandKind kind : CommandKind.values()) {
            for (String name : kind.names) {
                kinds.put(name, kind);
            }
        }
        READING.forEach(name -> kinds.put(name, CommandKind.READ));
        return kinds;
    }

    /**
     * Takes over what a server says of its commands.
     *
     * @param reply its reply to {@code COMMAND}, as {@link io.redisha.proxy.resp.ReplyValue} gives it
     * @return how many commands that only read are known now
     */
    public int learn(Object reply) {
        Map<String, CommandKind> kinds = new HashMap<>();
        learn(reply, kinds);
        kinds.putAll(fixed());
        index = new Index(kinds);
        return (int) kinds.values().stream().filter(kind -> kind == CommandKind.READ).count();
    }

    private static void learn(Object commands, Map<String, CommandKind> kinds) {
        if (!(commands instanceof List<?> list)) {
            return;
        }
        for (Object entry : list) {
            if (entry instanceof List<?> command && command.size() > FLAGS && command.get(FLAGS) instanceof List<?> flags) {
                String name = String.valueOf(command.get(NAME)).toUpperCase(Locale.ROOT);
                boolean container = command.size() > SUBCOMMANDS && command.get(SUBCOMMANDS) instanceof List<?> inner
                        && !inner.isEmpty();
                if (container) {
                    kinds.put(name, CommandKind.CONTAINER);
                    learn(command.get(SUBCOMMANDS), kinds);
                } else if (flags.contains(READ_FLAG)) {
                    kinds.put(name, CommandKind.READ);
                }
            }
        }
    }

    /** The kind of the command whose name the scanner has read; of an inline command it says nothing. */
    public CommandKind kind(RequestScanner scanner) {
        return index.find(scanner);
    }

    /** The kind of a command by its name alone; {@link CommandKind#CONTAINER} for one whose subcommand decides. */
    public CommandKind kind(byte[] name) {
        return index.find(upper(name));
    }

    /** The kind of a subcommand of a container: {@link CommandKind#READ} or {@link CommandKind#ORDINARY}. */
    public CommandKind kindWithin(byte[] container, byte[] subcommand) {
        return index.find(upper(container) + "|" + upper(subcommand));
    }

    private static String upper(byte[] word) {
        return new String(word, US_ASCII).toUpperCase(Locale.ROOT);
    }

    /** The same kinds twice: by text, and by what a scanner has at hand, without an object for each look-up. */
    private static final class Index {

        private final Map<String, CommandKind> byText;
        private final byte[][] names;
        private final CommandKind[] kinds;
        private final int mask;

        Index(Map<String, CommandKind> byText) {
            this.byText = byText;
            int size = Integer.highestOneBit(byText.size() * 4);
            names = new byte[size][];
            kinds = new CommandKind[size];
            mask = size - 1;
            byText.forEach(this::put);
        }

        private void put(String name, CommandKind kind) {
            byte[] bytes = name.getBytes(US_ASCII);
            if (bytes.length <= RequestScanner.MAX_NAME) {
                int slot = RequestScanner.hash(bytes, bytes.length) & mask;
                while (names[slot] != null) {
                    slot = slot + 1 & mask;
                }
                names[slot] = bytes;
                kinds[slot] = kind;
            }
        }

        CommandKind find(RequestScanner scanner) {
            for (int slot = scanner.nameHash() & mask; names[slot] != null; slot = slot + 1 & mask) {
                if (scanner.nameIs(names[slot])) {
                    return kinds[slot];
                }
            }
            return CommandKind.ORDINARY;
        }

        CommandKind find(String name) {
            return byText.getOrDefault(name, CommandKind.ORDINARY);
        }
    }
}
