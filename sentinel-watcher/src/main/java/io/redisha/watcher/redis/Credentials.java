package io.redisha.watcher.redis;

import java.io.IOException;
import java.util.Optional;

import org.eclipse.microprofile.config.Config;

import io.redisha.watcher.WatchLoop;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;

/** User and password for one kind of server, under {@code prefix.username} and {@code prefix.password} of the configuration. */
public final class Credentials {

    private final Config config;
    private final String prefix;
    private final Secret password;

    public Credentials(Config config, String prefix) {
        this.config = config;
        this.prefix = prefix;
        this.password = new Secret(config, prefix + ".password");
    }

    /** The {@code AUTH} to send now, none if there is no password. It fails if the password's file cannot be read. */
    Future<Optional<Request>> login(WatchLoop loop) {
        try {
            return password.isInFile() ? loop.blocking(this::auth) : Future.succeededFuture(auth());
        } catch (IOException e) {
            return Future.failedFuture(e);
        }
    }

    private Optional<Request> auth() throws IOException {
        Optional<String> secret = password.read();
        if (secret.isEmpty()) {
            return Optional.empty();
        }
        Request auth = Request.cmd(Command.AUTH);
        config.getOptionalValue(prefix + ".username", String.class).ifPresent(auth::arg);
        return Optional.of(auth.arg(secret.get()));
    }
}
