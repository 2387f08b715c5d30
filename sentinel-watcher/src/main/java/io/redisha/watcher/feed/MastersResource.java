package io.redisha.watcher.feed;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.smallrye.common.annotation.NonBlocking;

/** The feed over HTTP: snapshots and streams. Everything is in memory, so the event loop serves it. */
@Path("/masters")
@NonBlocking
public class MastersResource {

    private final MasterFeed feed;
    private final ObjectMapper json;
    private final Sse sse;

    MastersResource(MasterFeed feed, ObjectMapper json, Sse sse) {
        this.feed = feed;
        this.json = json;
        this.sse = sse;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response all(@HeaderParam(HttpHeaders.IF_NONE_MATCH) String known) {
        return snapshot(feed.all(), known);
    }

    @GET
    @Path("/{name}")
    @Produces(MediaType.APPLICATION_JSON)
    public Response one(String name, @HeaderParam(HttpHeaders.IF_NONE_MATCH) String known) {
        return snapshot(feed.state(name).orElseThrow(MastersResource::notWatched), known);
    }

    @GET
    @Path("/{name}/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void events(String name, @Context SseEventSink sink) {
        if (!feed.follow(name, new SseOutlet(sse, sink, this::written))) {
            throw notWatched();
        }
    }

    private Response snapshot(Object content, String known) {
        String body = written(content);
        String tag = EntityTags.of(body);
        Response.ResponseBuilder response = EntityTags.matches(known, tag) ? Response.notModified() : Response.ok(body);
        return response.header(HttpHeaders.ETAG, tag).header(HttpHeaders.CACHE_CONTROL, "no-cache").build();
    }

    private String written(Object content) {
        try {
            return json.writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a state that cannot be written", e);
        }
    }

    private static WebApplicationException notWatched() {
        return new WebApplicationException(
                ErrorBody.with(Response.Status.NOT_FOUND, "no master of this name is watched").build());
    }
}
