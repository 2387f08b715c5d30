package io.redisha.faults.workload;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A server that answers what the test says, right or wrong, to one connection after the other. */
final class ScriptedServer implements AutoCloseable {

    private final ServerSocket server;
    private final Function<List<String>, String> script;

    /** @param script the bytes to answer a command with; null closes the connection */
    ScriptedServer(Function<List<String>, String> script) {
        this.script = script;
        try {
            server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "scripted server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
                for (String answer = answer(in); answer != null; answer = answer(in)) {
                    client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                }
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private String answer(BufferedReader in) throws IOException {
        String header = in.readLine();
        if (header == null) {
            return null;
        }
        List<String> words = new ArrayList<>();
        for (int left = Integer.parseInt(header.substring(1)); left > 0; left--) {
            in.readLine();
            words.add(in.readLine());
        }
        return script.apply(words);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
