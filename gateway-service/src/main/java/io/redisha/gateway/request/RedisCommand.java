package io.redisha.gateway.request;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.vertx.core.buffer.Buffer;

/**
 * One command as the client wrote it.
 *
 * @param database the database prefix, digits only; empty for the database of the configuration
 * @param name the command name in the client's spelling, printable ASCII
 * @param arguments the arguments, any bytes
 */
public record RedisCommand(Optional<String> database, String name, List<Buffer> arguments) {

    private static final int LONGEST_OPTION = 32;

    public RedisCommand {
        arguments = List.copyOf(arguments);
    }

    /** The name as Redis compares it. */
    public String upperName() {
        return name.toUpperCase(Locale.ROOT);
    }

    /**
     * The argument as upper-case text, to be compared with an option or a subcommand; empty if there are fewer arguments
     * or it is too long to be one.
     */
    public String option(int index) {
        if (index >= arguments.size() || arguments.get(index).length() > LONGEST_OPTION) {
            return "";
        }
        return arguments.get(index).toString().toUpperCase(Locale.ROOT);
    }

    /** Bytes of name and arguments. */
    public long size() {
        long size = name.length();
        for (Buffer argument : arguments) {
            size += argument.length();
        }
        return size;
    }
}
