package io.redisha.local.up;

import java.io.UncheckedIOException;
import java.util.Map;

import io.redisha.local.Member;
import io.redisha.local.RedisNode;
import io.redisha.local.Reply;
import io.redisha.local.SentinelNode;
import io.redisha.local.ServiceProcess;

/**
 * What a process is at this moment, and how it is.
 *
 * @param role empty as long as it does not say
 */
record Status(String role, String health) {

    static Status of(Member member) {
        try {
            if (member instanceof RedisNode redis) {
                return of(redis.info("replication"));
            }
            if (member instanceof SentinelNode sentinel) {
                return new Status("sentinel", sentinel.call("PING") instanceof Reply.Status ? "ok" : "refuses PING");
            }
            if (member instanceof ServiceProcess service) {
                return new Status(service.name().replaceFirst("-service$|^sentinel-", ""), ready(service.health("ready")));
            }
            throw new IllegalArgumentException("no status of " + member);
        } catch (UncheckedIOException e) {
            return new Status("", "no answer");
        }
    }

    private static Status of(Map<String, String> replication) {
        if ("master".equals(replication.get("role"))) {
            String replicas = replication.get("connected_slaves");
            return new Status("master", "ok, " + replicas + (replicas.equals("1") ? " replica" : " replicas"));
        }
        String link = replication.get("master_link_status");
        return new Status("replica", ("up".equals(link) ? "ok, " : "") + "link to " + replication.get("master_host") + ":"
                + replication.get("master_port") + " " + link);
    }

    private static String ready(int httpStatus) {
        return switch (httpStatus) {
            case 200 -> "ready";
            case 503 -> "not ready";
            case 0 -> "no answer";
            default -> "HTTP " + httpStatus;
        };
    }
}
