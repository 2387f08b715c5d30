package io.redisha.gateway.request;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.vertx.core.buffer.Buffer;

/**
 * The grammar {@code [database/]COMMAND/argument/.../argument[.extension]}, of a path and of a POST body alike.
 * <ul>
 * <li>Each slash begins an argument: one at the end begins an empty one, two in a row enclose an empty one.
 * <li>Arguments are percent-decoded, the command name is taken as it stands.
 * <li>A first segment of digits is the database if anything follows it; an empty first segment is passed over.
 * <li>Behind the last dot of the last segment stands the extension, if it is one that is known.
 * </ul>
 *
 * @param command the command
 * @param extension the format that was asked for
 */
public record CommandPath(RedisCommand command, Optional<Extension> extension) {

    /** Redis takes 1,048,576 parts of a command and hangs up on one with more, which would cut off everybody else. */
    private static final int MAX_ARGUMENTS = 1024 * 1024 - 1;

    /**
     * Parses what stands behind the first slash of a path, or a POST body.
     *
     * @throws ForbiddenRequestException when there is no command, the answer of Webdis to an empty path
     * @throws MalformedRequestException when the command name is not printable ASCII or the arguments are too many
     */
    public static CommandPath parse(byte[] raw) {
        Optional<Extension> extension = extension(raw);
        int end = extension.isPresent() ? lastIndexOf(raw, '.', raw.length) : raw.length;
        int start = end > 0 && raw[0] == '/' ? 1 : 0;
        Optional<String> database = Optional.empty();
        int nameEnd = indexOf(raw, '/', start, end);
        if (nameEnd < end && isNumber(raw, start, nameEnd)) {
            database = Optional.of(ascii(raw, start, nameEnd));
            start = nameEnd + 1;
            nameEnd = indexOf(raw, '/', start, end);
        }
        return new CommandPath(new RedisCommand(database, name(raw, start, nameEnd), arguments(raw, nameEnd, end)), extension);
    }

    /** The same with one more argument: the body of a PUT. */
    public CommandPath withArgument(Buffer last) {
        List<Buffer> arguments = new ArrayList<>(command.arguments());
        arguments.add(last);
        return new CommandPath(new RedisCommand(command.database(), command.name(), arguments), extension);
    }

    private static Optional<Extension> extension(byte[] raw) {
        int dot = lastIndexOf(raw, '.', raw.length);
        if (dot < 0 || indexOf(raw, '/', dot, raw.length) < raw.length) {
            return Optional.empty();
        }
        return Extension.of(ascii(raw, dot + 1, raw.length));
    }

    private static String name(byte[] raw, int start, int end) {
        if (start == end) {
            throw new ForbiddenRequestException("There is no command in this request");
        }
        for (int i = start; i < end; i++) {
            if (raw[i] < ' ' || raw[i] > '~') {
                throw new MalformedRequestException("A command name is printable ASCII");
            }
        }
        return ascii(raw, start, end);
    }

    private static List<Buffer> arguments(byte[] raw, int nameEnd, int end) {
        List<Buffer> arguments = new ArrayList<>();
        for (int slash = nameEnd; slash < end;) {
            int next = indexOf(raw, '/', slash + 1, end);
            if (arguments.size() == MAX_ARGUMENTS) {
                throw new MalformedRequestException("A command takes at most " + MAX_ARGUMENTS + " arguments");
            }
            arguments.add(PercentCoding.decode(raw, slash + 1, next));
            slash = next;
        }
        return arguments;
    }

    private static boolean isNumber(byte[] raw, int start, int end) {
        for (int i = start; i < end; i++) {
            if (raw[i] < '0' || raw[i] > '9') {
                return false;
            }
        }
        return start < end;
    }

    private static int indexOf(byte[] raw, char wanted, int start, int end) {
        int i = start;
        while (i < end && raw[i] != wanted) {
            i++;
        }
        return i;
    }

    private static int lastIndexOf(byte[] raw, char wanted, int end) {
        int i = end - 1;
        while (i >= 0 && raw[i] != wanted) {
            i--;
        }
        return i;
    }

    private static String ascii(byte[] raw, int start, int end) {
        return new String(raw, start, end - start, StandardCharsets.US_ASCII);
    }
}
