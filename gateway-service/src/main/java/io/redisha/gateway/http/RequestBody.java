package io.redisha.gateway.http;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response.Status;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.runtime.configuration.MemorySize;
import io.redisha.gateway.GatewayConfig;
import io.redisha.gateway.GatewayMetrics;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * Collects request bodies, each within the largest size of one, all together within the limit of what is held at a moment.
 * It is done here rather than by Quarkus REST, which reads large bodies on worker threads and looks at their content type.
 * A body whose length is announced and too large does not come here: Quarkus refuses it by the same setting.
 */
@Singleton
class RequestBody {

    private static final long LEAST_DEFAULT = 16 * 1024 * 1024;

    private final long maxBody;
    private final long maxHeld;
    private final AtomicLong held = new AtomicLong();

    RequestBody(GatewayConfig config, GatewayMetrics metrics,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") Optional<MemorySize> maxBody) {
        maxHeld = config.limits().bodyBytes().map(MemorySize::asLongValue)
                .orElseGet(() -> Math.max(LEAST_DEFAULT, Runtime.getRuntime().maxMemory() / 8));
        this.maxBody = Math.min(maxHeld, maxBody.map(MemorySize::asLongValue).orElse(Long.MAX_VALUE));
        metrics.bodyBytes(held::get);
    }

    /** The whole body; empty if there is none. */
    Uni<Buffer> read(RoutingContext routing) {
        return Uni.createFrom().emitter(emitter -> new Reader(routing, emitter).read());
    }

    /** One body that is being read. Confined to its event loop. */
    private final class Reader {

        private final RoutingContext routing;
        private final HttpServerRequest request;
        private final UniEmitter<? super Buffer> emitter;
        private Buffer body = Buffer.buffer();

        private Reader(RoutingContext routing, UniEmitter<? super Buffer> emitter) {
            this.routing = routing;
            this.request = routing.request();
            this.emitter = emitter;
            routing.addEndHandler(end -> release());
        }

        void read() {
            if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
                request.response().writeContinue();
            }
            request.handler(this::add);
            request.endHandler(end -> emitter.complete(body));
            request.exceptionHandler(emitter::fail);
            request.resume();
        }

        private void add(Buffer chunk) {
            if (body.length() + (long) chunk.length() > maxBody) {
                refuse(Status.REQUEST_ENTITY_TOO_LARGE, "A body has at most " + maxBody + " bytes");
            } else if (held.addAndGet(chunk.length()) > maxHeld) {
                held.addAndGet(-chunk.length());
                refuse(Status.SERVICE_UNAVAILABLE, "Too many bodies are being taken in");
            } else {
                body.appendBuffer(chunk);
            }
        }

        /** The rest of the body is not read: the connection ends with the answer, whatever the client still sends. */
        private void refuse(Status status, String detail) {
            request.handler(null);
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            routing.addEndHandler(end -> request.connection().close());
            emitter.fail(new BodyRefusedException(status, detail));
        }

        private void release() {
            held.addAndGet(-body.length());
            body = Buffer.buffer();
        }
    }
}
