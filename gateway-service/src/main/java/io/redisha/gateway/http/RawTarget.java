package io.redisha.gateway.http;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Keeps the request target as it came, for the resource, and leads past the router what the router would turn away before
 * any route is asked: a percent sign that escapes nothing, {@code OPTIONS *}, HTTP/1.1 without a host. All of that is good
 * in Webdis.
 */
@Singleton
class RawTarget {

    /** Before the limit of Quarkus for bodies, so that a refusal by that has the common headers, too. */
    static final int FIRST = -100;

    private static final String KEY = RawTarget.class.getName();

    void register(@Observes Router router) {
        router.route().order(FIRST).handler(RawTarget::keep).failureHandler(RawTarget::takeBack);
    }

    /** The request target of the request line. */
    static String of(RoutingContext routing) {
        return routing.get(KEY);
    }

    private static void keep(RoutingContext routing) {
        if (of(routing) == null && hasStrayPercent(routing.request().path())) {
            leadPast(routing);
        } else {
            if (of(routing) == null) {
                routing.put(KEY, routing.request().uri());
            }
            routing.next();
        }
    }

    /** A failure before the target is kept comes from the router itself. */
    private static void takeBack(RoutingContext routing) {
        if (of(routing) == null) {
            leadPast(routing);
        } else {
            routing.next();
        }
    }

    /** The path of the routing is replaced; the resource reads the target that is kept. */
    private static void leadPast(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        routing.put(KEY, request.uri());
        routing.reroute(request.method(), "/");
    }

    private static boolean hasStrayPercent(String path) {
        for (int percent = path.indexOf('%'); percent >= 0; percent = path.indexOf('%', percent + 1)) {
            if (percent + 2 >= path.length() || Character.digit(path.charAt(percent + 1), 16) < 0
                    || Character.digit(path.charAt(percent + 2), 16) < 0) {
                return true;
            }
        }
        return false;
    }
}
