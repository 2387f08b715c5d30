package io.redisha.proxy.command;

/**
 * What a command means to the proxy: whether it changes the state of the connection, and what may be done with it when the
 * link is lost before its reply. Those named here mean the same on every server; which others are {@link #READ} or
 * {@link #CONTAINER}, the server says itself (see {@link CommandTable}). All that are neither are {@link #ORDINARY}, known
 * or not.
 */
public enum CommandKind {

    /** Nobody can know whether it ran when its reply is lost. */
    ORDINARY,
    /** The same, of one that may wait in the server for long. */
    BLOCKING("BLMOVE", "BRPOPLPUSH", "XREADGROUP"),
    /** Changes nothing: it can be sent again. */
    READ("PING", "ECHO", "TIME", "INFO", "COMMAND", "ROLE", "LASTSAVE", "DBSIZE"),
    /** Waits for something to take or to read, and can be issued again with the time left. */
    POP("BLPOP", "BRPOP", "BZPOPMIN", "BZPOPMAX", "BLMPOP", "BZMPOP", "XREAD"),
    /** Asks about the connection's own last write. */
    WAIT("WAIT", "WAITAOF"),
    /** Has subcommands, of which some only read. */
    CONTAINER("CONFIG", "PUBSUB", "SLOWLOG", "MODULE", "SCRIPT", "FUNCTION", "ACL"),
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

    final String[] names;

    CommandKind(String... names) {
        this.names = names;
    }

    /** Such a command goes on as it came: the proxy needs to know nothing but its name and its end. */
    public boolean unread() {
        return this == ORDINARY || this == BLOCKING || this == READ;
    }

    /** Its arguments are looked at if they are not too long, and it goes on as it came. */
    public boolean glanced() {
        return this == POP || this == WAIT || this == CONTAINER;
    }

    /** It changes the state of the connection. */
    public boolean changesSession() {
        return !unread() && !glanced();
    }
}
