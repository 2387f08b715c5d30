package io.redisha.gateway.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;

import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

import io.redisha.gateway.redis.CommandFlags;
import io.redisha.gateway.reply.RenderedReply;
import io.redisha.gateway.request.RedisCommand;
import io.redisha.gateway.request.ReplyOptions;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** Responses to commands that were run. */
@Singleton
class Answers {

    private final CommandFlags flags;

    Answers(CommandFlags flags) {
        this.flags = flags;
    }

    /** The whole answer, with its tag. */
    RestResponse<Buffer> complete(RenderedReply reply, ReplyOptions options) {
        return complete(reply, EntityTag.of(reply.body()), options);
    }

    /**
     * 304 if the client names the tag of the answer, and the command only reads: to a client that sent a write, "not
     * modified" would say that it did not happen.
     */
    Uni<RestResponse<Buffer>> unlessKnown(HttpServerRequest request, RedisCommand command, RenderedReply reply,
            ReplyOptions options) {
        EntityTag tag = EntityTag.of(reply.body());
        List<String> known = request.headers().getAll(HttpHeaders.IF_NONE_MATCH);
        if (known.stream().noneMatch(tag::isNamedBy)) {
            return Uni.createFrom().item(complete(reply, tag, options));
        }
        return flags.onlyReads(command).map(reads -> reads ? notModified(tag) : complete(reply, tag, options));
    }

    RestResponse<Buffer> options() {
        return ResponseBuilder.ok(Buffer.buffer()).header(HttpHeaders.CONTENT_TYPE, "text/html").build();
    }

    private static RestResponse<Buffer> complete(RenderedReply reply, EntityTag tag, ReplyOptions options) {
        ResponseBuilder<Buffer> builder = ResponseBuilder.ok(reply.body())
                .header(HttpHeaders.CONTENT_TYPE, reply.contentType())
                .header(HttpHeaders.ETAG, tag.text());
        options.fileName().ifPresent(name -> builder.header(HttpHeaders.CONTENT_DISPOSITION, attachment(name)));
        return builder.build();
    }

    private static RestResponse<Buffer> notModified(EntityTag tag) {
        return ResponseBuilder.<Buffer> create(RestResponse.Status.NOT_MODIFIED).header(HttpHeaders.ETAG, tag.text()).build();
    }

    /** RFC 6266: a quoted ASCII name, and beside it the real one if that is more. */
    private static String attachment(String name) {
        String ascii = name.replaceAll("[^ -~]", "_");
        String simple = "attachment; filename=\"" + ascii.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        return ascii.equals(name) ? simple
                : simple + "; filename*=UTF-8''" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
