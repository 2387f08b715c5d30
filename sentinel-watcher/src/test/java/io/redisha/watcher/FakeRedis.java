package io.redisha.watcher;

import java.util.List;

/** A Redis that knows its role and nothing else. */
public final class FakeRedis implements AutoCloseable {

    private final ScriptedServer server = ScriptedServer.start(ScriptedServer.answering(this::answer));
    private volatile String role;

    private FakeRedis(String role) {
        this.role = role;
    }

    public static FakeRedis master() {
        return new FakeRedis("master");
    }

    public static FakeRedis replica() {
        return new FakeRedis("slave");
    }

    public void becomeMaster() {
        role = "master";
    }

    /** As Sentinel promotes it: at this moment the connections of its clients are cut. */
    public void promote() {
        role = "master";
        server.become(ScriptedServer.answering(this::answer));
    }

    public void becomeReplica() {
        role = "slave";
    }

    public ScriptedServer server() {
        return server;
    }

    public String address() {
        return server.address();
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }

    private String answer(List<String> command) {
        return switch (command.get(0)) {
            case "PING" -> "+PONG\r\n";
            case "ROLE" -> "*3\r\n" + ScriptedServer.bulk(role) + ":0\r\n*0\r\n";
            default -> "-ERR unknown command\r\n";
        };
    }
}
