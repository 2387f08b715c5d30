package io.redisha.watcher.feed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

import io.redisha.watcher.redis.Secret;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/**
 * Lets only those in who show the token, if there is one. It guards every path: a list of guarded ones would have to be as
 * clever
 * about spellings as what serves them.
 */
public class TokenFilter {

    private static final Logger LOG = Logger.getLogger(TokenFilter.class);
    private static final String SCHEME = "bearer ";

    private final Secret token;
    private final Vertx vertx;

    TokenFilter(Config config, Vertx vertx) {
        this.token = new Secret(config, "watcher.token");
        this.vertx = vertx;
    }

    @ServerRequestFilter(preMatching = true)
    public Uni<Response> filter(ContainerRequestContext request) {
        String shown = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (token.isInFile()) {
            return Uni.createFrom().completionStage(vertx.executeBlocking(() -> judged(shown), false).toCompletionStage());
        }
        return Uni.createFrom().item(judged(shown));
    }

    /** Null to go on. */
    private Response judged(String shown) {
        try {
            Optional<String> wanted = token.read();
            if (wanted.isEmpty() || shows(shown, wanted.get())) {
                return null;
            }
            return ErrorBody.with(Response.Status.UNAUTHORIZED, "a bearer token is needed")
                    .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"sentinel-watcher\"").build();
        } catch (IOException e) {
            LOG.errorf("The feed is closed: %s", e.getMessage());
            return ErrorBody.with(Response.Status.SERVICE_UNAVAILABLE, "the token cannot be read").build();
        }
    }

    private static boolean shows(String header, String wanted) {
        if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return false;
        }
        String shown = header.substring(SCHEME.length()).strip();
        // Takes as long for a wrong token as for the right one.
        return MessageDigest.isEqual(shown.getBytes(StandardCharsets.UTF_8), wanted.getBytes(StandardCharsets.UTF_8));
    }
}
