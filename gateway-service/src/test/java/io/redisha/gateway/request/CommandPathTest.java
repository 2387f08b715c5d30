package io.redisha.gateway.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.vertx.core.buffer.Buffer;

class CommandPathTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", value = {
            "PING                | PING | none",
            "get/hello           | get  | hello",
            "SET/k/v             | SET  | k,v",
            "SET/k/              | SET  | k,~",
            "SET//v              | SET  | ~,v",
            "SET/k//             | SET  | k,~,~",
            "GET/a%2fb%2Fc       | GET  | a/b/c",
            "GET/a+b%2Bc         | GET  | a b+c",
            "GET/a%2etxt         | GET  | a.txt",
            "GET/k.gif           | GET  | k.gif",
            "GET/k.TXT           | GET  | k.TXT",
            "GET/k.              | GET  | k.",
            "GET/k.txt/x         | GET  | k.txt,x",
            "GET/100%            | GET  | 100%",
            "GET/%zz%4           | GET  | %zz%4",
            "GET/%%41            | GET  | %A",
            "GE%54/k             | GE%54| k",
            "JSON.GET/k          | JSON.GET | k",
            "JSON.GET            | JSON.GET | none",
            "GET/..              | GET  | ..",
            "KEYS/a[bc]*         | KEYS | a[bc]*",
            "7                   | 7    | none",
            "7a/GET              | 7a   | GET",
            "/GET/k              | GET  | k",
    })
    void shouldCutCommandAndArguments(String raw, String name, String arguments) {
        RedisCommand command = parse(raw.strip()).command();

        assertEquals(name.strip(), command.name());
        assertEquals(arguments == null ? List.of() : List.of(arguments.strip().replace("~", "").split(",", -1)),
                command.arguments().stream().map(Buffer::toString).toList());
        assertEquals(Optional.empty(), command.database());
        assertEquals(Optional.empty(), parse(raw.strip()).extension());
    }

    @Test
    void shouldDecodeEveryByte() {
        byte[] all = new byte[256];
        StringBuilder raw = new StringBuilder("SET/");
        IntStream.range(0, 256).forEach(value -> {
            all[value] = (byte) value;
            raw.append(String.format(value % 2 == 0 ? "%%%02x" : "%%%02X", value));
        });

        assertEquals(List.of(Buffer.buffer(all)), parse(raw.toString()).command().arguments());
    }

    @Test
    void shouldTakeRawBytesOfABody() {
        byte[] body = "SET/k/\u00e9?b#c\n".getBytes(StandardCharsets.UTF_8);

        assertEquals("\u00e9?b#c\n", CommandPath.parse(body).command().arguments().get(1).toString());
    }

    @ParameterizedTest
    @EnumSource(Extension.class)
    void shouldCutOffAKnownExtension(Extension extension) {
        CommandPath path = parse("GET/a.b." + extension.name().toLowerCase());

        assertEquals(Optional.of(extension), path.extension());
        assertEquals(List.of(Buffer.buffer("a.b")), path.command().arguments());
    }

    @Test
    void shouldKnowTheExtensionOfACommandWithoutArguments() {
        assertEquals(Optional.of(Extension.TXT), parse("PING.txt").extension());
        assertEquals("PING", parse("PING.txt").command().name());
    }

    @Test
    void shouldTakeAnEmptyArgumentBeforeAnExtension() {
        assertEquals(List.of(Buffer.buffer()), parse("GET/.json").command().arguments());
    }

    @ParameterizedTest
    @CsvSource({ "7/GET/k, 7, GET", "0/PING, 0, PING", "123/7/k, 123, 7", "/7/GET/k.raw, 7, GET", "007/PING, 007, PING" })
    void shouldTakeADatabaseBeforeACommand(String raw, String database, String name) {
        RedisCommand command = parse(raw).command();

        assertEquals(Optional.of(database), command.database());
        assertEquals(name, command.name());
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "/", "//GET/k", "7/", "7//k", ".json", "7/.txt" })
    void shouldRefuseAPathWithoutACommand(String raw) {
        assertThrows(ForbiddenRequestException.class, () -> parse(raw));
    }

    @ParameterizedTest
    @ValueSource(strings = { "G\nET/k", "\u00e9/k", "\u0000" })
    void shouldRefuseACommandNameThatIsNotPrintable(String raw) {
        assertThrows(MalformedRequestException.class, () -> parse(raw));
    }

    @Test
    void shouldRefuseMoreArgumentsThanRedisTakes() {
        assertEquals(1_048_575, parse("DEL" + "/".repeat(1_048_575)).command().arguments().size());
        assertThrows(MalformedRequestException.class, () -> parse("DEL" + "/".repeat(1_048_576)));
    }

    @Test
    void shouldAppendABodyAsItIs() {
        Buffer body = Buffer.buffer(new byte[] { 0, (byte) 0xff, '/', '%', '4', '1' });

        CommandPath path = parse("7/SET/k.png").withArgument(body);

        assertEquals(List.of(Buffer.buffer("k"), body), path.command().arguments());
        assertEquals(Optional.of("7"), path.command().database());
        assertEquals(Optional.of(Extension.PNG), path.extension());
    }

    private static CommandPath parse(String raw) {
        return CommandPath.parse(raw.getBytes(StandardCharsets.ISO_8859_1));
    }
}
