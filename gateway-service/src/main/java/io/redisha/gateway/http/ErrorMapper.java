package io.redisha.gateway.http;

import jakarta.ws.rs.WebApplicationException;

import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import io.redisha.gateway.redis.RedisBusyException;
import io.redisha.gateway.redis.RedisTimeoutException;
import io.redisha.gateway.redis.RedisUnavailableException;
import io.redisha.gateway.reply.ReplyTooDeepException;
import io.redisha.gateway.request.ForbiddenRequestException;
import io.redisha.gateway.request.MalformedRequestException;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;

/** The only place where a failure becomes a status. */
public class ErrorMapper {

    private static final Logger LOG = Logger.getLogger(ErrorMapper.class);

    /** The request cannot be understood. */
    @ServerExceptionMapper
    public RestResponse<Buffer> malformed(MalformedRequestException failure, RoutingContext routing) {
        return ErrorAnswer.of(400, failure.getMessage(), routing);
    }

    /** The request is refused whatever Redis would say. */
    @ServerExceptionMapper
    public RestResponse<Buffer> forbidden(ForbiddenRequestException failure, RoutingContext routing) {
        return ErrorAnswer.of(403, failure.getMessage(), routing);
    }

    /** There is nothing to show. */
    @ServerExceptionMapper
    public RestResponse<Buffer> noValue(NoValueException failure, RoutingContext routing) {
        return ErrorAnswer.of(404, failure.getMessage(), routing);
    }

    /** The body is too large, or one too many. */
    @ServerExceptionMapper
    public RestResponse<Buffer> body(BodyRefusedException failure, RoutingContext routing) {
        return ErrorAnswer.of(failure.status().getStatusCode(), failure.getMessage(), routing);
    }

    /** Redis returned something that no format can follow. */
    @ServerExceptionMapper
    public RestResponse<Buffer> tooDeep(ReplyTooDeepException failure, RoutingContext routing) {
        return ErrorAnswer.of(502, failure.getMessage(), routing);
    }

    /** Redis is not there. */
    @ServerExceptionMapper
    public RestResponse<Buffer> unavailable(RedisUnavailableException failure, RoutingContext routing) {
        return ErrorAnswer.of(503, failure.getMessage(), routing);
    }

    /** The gateway has enough to do. */
    @ServerExceptionMapper
    public RestResponse<Buffer> busy(RedisBusyException failure, RoutingContext routing) {
        return ErrorAnswer.of(503, failure.getMessage(), routing);
    }

    /** Redis does not answer. */
    @ServerExceptionMapper
    public RestResponse<Buffer> timeout(RedisTimeoutException failure, RoutingContext routing) {
        return ErrorAnswer.of(504, failure.getMessage(), routing);
    }

    /** What Quarkus REST refuses: the methods that there are not. */
    @ServerExceptionMapper
    public RestResponse<Buffer> refused(WebApplicationException failure, RoutingContext routing) {
        int status = failure.getResponse().getStatus();
        return ErrorAnswer.of(status, status == 405 ? "The methods are " + CommonHeaders.METHODS : failure.getMessage(),
                routing);
    }

    /** A fault of the gateway: the log has the details, the client must not. */
    @ServerExceptionMapper
    public RestResponse<Buffer> unexpected(Throwable failure, RoutingContext routing) {
        LOG.error("A request failed by a fault of the gateway", failure);
        return ErrorAnswer.of(500, "The gateway is at fault; its log has the details", routing);
    }
}
