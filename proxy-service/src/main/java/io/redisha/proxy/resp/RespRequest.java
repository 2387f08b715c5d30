package io.redisha.proxy.resp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;

/** A whole request taken apart into its arguments, or put together from them. For the few commands that must be read. */
public final class RespRequest {

    private static final byte[] LINE_END = { '\r', '\n' };

    private RespRequest() {
    }

    /** The arguments of a complete request that {@link RequestScanner} accepted; the buffer's indices stay as they are. */
    public static List<byte[]> arguments(ByteBuf request) {
        int at = request.readerIndex();
        int end = request.writerIndex();
        int lineEnd = request.indexOf(at, end, (byte) '\n');
        int count = number(request, at + 1, lineEnd - 1);
        List<byte[]> arguments = new ArrayList<>(count);
        at = lineEnd + 1;
        for (int i = 0; i < count; i++) {
            lineEnd = request.indexOf(at, end, (byte) '\n');
            byte[] argument = new byte[number(request, at + 1, lineEnd - 1)];
            request.getBytes(lineEnd + 1, argument);
            arguments.add(argument);
            at = lineEnd + 1 + argument.length + 2;
        }
        return arguments;
    }

    private static int number(ByteBuf bytes, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + (bytes.getByte(i) - '0');
        }
        return number;
    }

    /** The arguments of an inline command: empty for a blank line, which Redis does not answer. */
    public static List<byte[]> inline(ByteBuf line) throws ProtocolException {
        byte[] bytes = new byte[line.readableBytes()];
        line.getBytes(line.readerIndex(), bytes);
        return new InlineCommand(bytes).arguments();
    }

    /** An array of bulk strings. */
    public static byte[] encode(List<byte[]> arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(64);
        out.writeBytes(("*" + arguments.size() + "\r\n").getBytes(US_ASCII));
        for (byte[] argument : arguments) {
            out.writeBytes(("$" + argument.length + "\r\n").getBytes(US_ASCII));
            out.writeBytes(argument);
            out.writeBytes(LINE_END);
        }
        return out.toByteArray();
    }

    /** An array of bulk strings, from plain ASCII words. */
    public static byte[] encode(String... words) {
        List<byte[]> arguments = new ArrayList<>(words.length);
        for (String word : words) {
            arguments.add(word.getBytes(US_ASCII));
        }
        return encode(arguments);
    }
}
