package io.redisha.proxy.resp;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A command typed as a line of text, split the way Redis splits it ({@code sdssplitargs}): blanks separate, double quotes
 * know {@code \n \r \t \b \a \xHH}, single quotes know {@code \'}, and a closing quote must be followed by a blank.
 */
final class InlineCommand {

    private final byte[] line;
    private int at;

    InlineCommand(byte[] line) {
        this.line = line;
    }

    List<byte[]> arguments() throws ProtocolException {
        List<byte[]> arguments = new ArrayList<>();
        while (true) {
            while (at < line.length && isBlank(line[at])) {
                at++;
            }
            if (at == line.length) {
                return arguments;
            }
            arguments.add(argument());
        }
    }

    private byte[] argument() throws ProtocolException {
        ByteArrayOutputStream argument = new ByteArrayOutputStream();
        while (at < line.length && !isBlank(line[at])) {
            byte next = line[at++];
            if (next == '"' || next == '\'') {
                quoted(next, argument);
            } else {
                argument.write(next);
            }
        }
        return argument.toByteArray();
    }

    private void quoted(byte quote, ByteArrayOutputStream argument) throws ProtocolException {
        while (at < line.length) {
            byte next = line[at++];
            if (next == quote) {
                if (at < line.length && !isBlank(line[at])) {
                    break;
                }
                return;
            }
            if (next == '\\' && at < line.length && (quote == '"' || line[at] == '\'')) {
                argument.write(quote == '"' ? escaped() : line[at++]);
            } else {
                argument.write(next);
            }
        }
        throw new ProtocolException("unbalanced quotes in request");
    }

    private int escaped() {
        byte next = line[at++];
        if (next == 'x' && at + 1 < line.length) {
            int high = Character.digit(line[at], 16);
            int low = Character.digit(line[at + 1], 16);
            if (high >= 0 && low >= 0) {
                at += 2;
                return high << 4 | low;
            }
        }
        return switch (next) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'a' -> 0x07;
            default -> next;
        };
    }

    private static boolean isBlank(byte letter) {
        return letter == ' ' || letter >= '\t' && letter <= '\r' || letter == 0;
    }
}
