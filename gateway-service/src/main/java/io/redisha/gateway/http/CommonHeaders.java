package io.redisha.gateway.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;

/** The headers of every response, errors included: those of Webdis, which browsers of any origin may read, and the date. */
@Singleton
class CommonHeaders {

    static final String METHODS = "GET,POST,PUT,OPTIONS";

    private static final DateTimeFormatter DATE = DateTimeFormatter
            .ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US).withZone(ZoneOffset.UTC);

    private volatile DateHeader date = DateHeader.at(Instant.now().getEpochSecond());

    void register(@Observes Router router) {
        router.route().order(RawTarget.FIRST + 1).handler(routing -> {
            MultiMap headers = routing.response().headers();
            headers.set(HttpHeaders.SERVER, "Webdis");
            headers.set(HttpHeaders.ALLOW, METHODS);
            headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS);
            headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
            headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, "X-Requested-With, Content-Type, Authorization");
            headers.set(HttpHeaders.DATE, date());
            routing.next();
        });
    }

    /** Formatted once a second, not once a request. */
    private String date() {
        long now = Instant.now().getEpochSecond();
        DateHeader current = date;
        if (current.second() != now) {
            current = DateHeader.at(now);
            date = current;
        }
        return current.text();
    }

    private record DateHeader(long second, String text) {

        static DateHeader at(long second) {
            return new DateHeader(second, DATE.format(Instant.ofEpochSecond(second)));
        }
    }
}
