package io.redisha.gateway.http;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;

import org.jboss.resteasy.reactive.RestResponse;

import io.redisha.gateway.redis.CommandClient;
import io.redisha.gateway.reply.RenderedReply;
import io.redisha.gateway.reply.ReplyFormat;
import io.redisha.gateway.request.CommandPath;
import io.redisha.gateway.request.ForbiddenCommands;
import io.redisha.gateway.request.ReplyOptions;
import io.redisha.gateway.request.RequestTarget;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;

/** Webdis' grammar: every path is a command, and so is the body of a POST. */
@Path("{path: (?s).*}")
public class WebdisResource {

    private final CommandClient commands;
    private final Answers answers;
    private final RequestBody body;

    WebdisResource(CommandClient commands, Answers answers, RequestBody body) {
        this.commands = commands;
        this.answers = answers;
        this.body = body;
    }

    /** Runs the command of the path. One that only reads is answered 304 when the client has the answer already. */
    @GET
    public Uni<RestResponse<Buffer>> get(RoutingContext routing) {
        RequestTarget target = RequestTarget.parse(RawTarget.of(routing));
        ReplyOptions options = ReplyOptions.parse(target.query());
        CommandPath path = CommandPath.parse(target.pathBytes());
        return run(path, options).flatMap(reply -> answers.unlessKnown(routing.request(), path.command(), reply, options));
    }

    /** Runs the command of the body, whatever the path. */
    @POST
    public Uni<RestResponse<Buffer>> post(RoutingContext routing) {
        RequestTarget target = RequestTarget.parse(RawTarget.of(routing));
        ReplyOptions options = ReplyOptions.parse(target.query());
        return body.read(routing)
                .flatMap(command -> run(CommandPath.parse(command.getBytes()), options))
                .map(reply -> answers.complete(reply, options));
    }

    /** Runs the command of the path with the body, even an empty one, as its last argument. */
    @PUT
    public Uni<RestResponse<Buffer>> put(RoutingContext routing) {
        RequestTarget target = RequestTarget.parse(RawTarget.of(routing));
        ReplyOptions options = ReplyOptions.parse(target.query());
        CommandPath path = CommandPath.parse(target.pathBytes());
        return body.read(routing)
                .flatMap(value -> run(path.withArgument(value), options))
                .map(reply -> answers.complete(reply, options));
    }

    /** Tells browsers what they may do: that is in the headers which every response has. */
    @OPTIONS
    public RestResponse<Buffer> options() {
        return answers.options();
    }

    /** Quarkus REST would run the command and leave out the answer. */
    @HEAD
    public RestResponse<Buffer> head() {
        throw new NotAllowedException(CommonHeaders.METHODS);
    }

    private Uni<RenderedReply> run(CommandPath path, ReplyOptions options) {
        ForbiddenCommands.check(path.command());
        ReplyFormat format = ReplyFormat.of(path.extension(), options);
        return commands.execute(path.command())
                .map(reply -> format.render(path.command(), reply).orElseThrow(NoValueException::new));
    }
}
