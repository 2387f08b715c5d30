package io.redisha.gateway.redis;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;

import io.redisha.gateway.reply.Reply;
import io.redisha.gateway.request.RedisCommand;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;

/** What the server says of its commands, those of its modules included. Asked when needed and remembered. */
@Singleton
public class CommandFlags {

    /** They read nothing that has a key, which is why the server does not call them reading. */
    private static final Set<String> HARMLESS = Set.of("PING", "ECHO", "TIME", "INFO", "ROLE", "LASTSAVE", "COMMAND");

    private final CommandClient commands;
    /** Only of commands that the server has: their number is its, not the clients'. */
    private final Map<String, Boolean> reading = new ConcurrentHashMap<>();

    CommandFlags(CommandClient commands) {
        this.commands = commands;
    }

    /** Whether a command certainly changes nothing; false when it does, or when that cannot be found out. */
    public Uni<Boolean> onlyReads(RedisCommand command) {
        String name = command.upperName();
        Boolean known = HARMLESS.contains(name) ? Boolean.TRUE : reading.get(name);
        if (known != null) {
            return Uni.createFrom().item(known);
        }
        RedisCommand question = new RedisCommand(Optional.empty(), "COMMAND",
                List.of(Buffer.buffer("INFO"), Buffer.buffer(name)));
        return commands.execute(question)
                .map(reply -> {
                    Optional<Boolean> answer = readonlyFlag(reply);
                    answer.ifPresent(flag -> reading.put(name, flag));
                    return answer.orElse(false);
                })
                .onFailure().recoverWithItem(false);
    }

    /** {@code [[name, arity, [flag, ...], ...]]}, or {@code [nil]} for a command that does not exist. */
    private static Optional<Boolean> readonlyFlag(Reply reply) {
        if (reply instanceof Reply.Array commands && commands.elements().size() == 1
                && commands.elements().get(0) instanceof Reply.Array command && command.elements().size() > 2
                && command.elements().get(2) instanceof Reply.Array flags) {
            return Optional.of(flags.elements().contains(new Reply.Status(Buffer.buffer("readonly"))));
        }
        return Optional.empty();
    }
}
