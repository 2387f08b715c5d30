package io.redisha.proxy.session;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Locale;

import io.redisha.proxy.resp.RequestScanner;

/**
 * The commands that mean something to the proxy because they change the state of the connection; all others are
 * {@link #ORDINARY}, known or not. Blocking ones are passed on like ordinary ones, but a client that is gone must not
 * keep them waiting.
 */
enum CommandKind {

    ORDINARY,
    BLOCKING("BLPOP", "BRPOP", "BLMOVE", "BRPOPLPUSH", "BLMPOP", "BZPOPMIN", "BZPOPMAX", "BZMPOP", "XREAD", "XREADGROUP",
            "WAIT", "WAITAOF"),
    MULTI("MULTI"),
    EXEC("EXEC"),
    DISCARD("DISCARD"),
    WATCH("WATCH"),
    UNWATCH("UNWATCH"),
    AUTH("AUTH"),
    HELLO("HELLO"),
    SELECT("SELECT"),
    CLIENT("CLIENT"),
    RESET("RESET"),
    QUIT("QUIT"),
    MONITOR("MONITOR"),
    SUBSCRIPTION("SUBSCRIBE", "PSUBSCRIBE", "SSUBSCRIBE", "UNSUBSCRIBE", "PUNSUBSCRIBE", "SUNSUBSCRIBE"),
    REPLICATION("SYNC", "PSYNC");

    private static final CommandKind[] KINDS = values();
    private static final int LONGEST = 12;
    /** By the length of the name, so that an ordinary command is compared with a handful of names at most. */
    private static final byte[][][] NAMES = new byte[LONGEST + 1][][];
    private static final CommandKind[][] KIND_OF_NAME = new CommandKind[LONGEST + 1][];

    static {
        for (int length = 0; length <= LONGEST; length++) {
            int wanted = length;
            NAMES[length] = Arrays.stream(KINDS).flatMap(kind -> Arrays.stream(kind.names))
                    .filter(name -> name.length() == wanted).map(name -> name.getBytes(US_ASCII)).toArray(byte[][]::new);
            KIND_OF_NAME[length] = Arrays.stream(KINDS)
                    .flatMap(kind -> Arrays.stream(kind.names).filter(name -> name.length() == wanted).map(name -> kind))
                    .toArray(CommandKind[]::new);
        }
    }

    private final String[] names;

    CommandKind(String... names) {
        this.names = names;
    }

    /** Such a command goes on as it came: the proxy needs to know nothing but its end. */
    boolean unread() {
        return this == ORDINARY || this == BLOCKING;
    }

    /** The kind of the command that the scanner has read the name of. */
    static CommandKind of(RequestScanner scanner) {
        int length = scanner.nameLength();
        if (length > LONGEST) {
            return ORDINARY;
        }
        byte[][] names = NAMES[length];
        for (int i = 0; i < names.length; i++) {
            if (scanner.nameIs(names[i])) {
                return KIND_OF_NAME[length][i];
            }
        }
        return ORDINARY;
    }

    /** The kind of a command by its first argument. */
    static CommandKind of(byte[] name) {
        String upper = new String(name, US_ASCII).toUpperCase(Locale.ROOT);
        for (CommandKind kind : KINDS) {
            if (Arrays.asList(kind.names).contains(upper)) {
                return kind;
            }
        }
        return ORDINARY;
    }
}
