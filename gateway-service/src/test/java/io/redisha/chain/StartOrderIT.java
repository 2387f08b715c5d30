package io.redisha.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.redisha.local.HaCluster;
import io.redisha.local.Ports;
import io.redisha.local.ServiceProcess;

/** Every service starts with nothing else there, stays up, and becomes ready by itself when the rest has come. */
class StartOrderIT {

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration READY = Duration.ofSeconds(30);

    private final int[] sentinels = IntStream.range(0, 3).map(i -> Ports.free()).toArray();
    private final int watcherPort = Ports.free();
    private final int proxyPort = Ports.free();

    private ServiceProcess start(String service) {
        ServiceProcess.Builder builder = ServiceProcess.of(service);
        switch (service) {
            case "sentinel-watcher" -> builder.servicePort(watcherPort).env("WATCHER_SENTINELS",
                    IntStream.of(sentinels).mapToObj(port -> "127.0.0.1:" + port).collect(Collectors.joining(",")));
            case "proxy-service" ->
                builder.servicePort(proxyPort).env("PROXY_WATCHERS", "http://127.0.0.1:" + watcherPort);
            default -> builder.env("QUARKUS_REDIS_HOSTS", "redis://127.0.0.1:" + proxyPort);
        }
        return builder.start();
    }

    @Test
    void shouldBecomeReadyFromTheGatewayToRedis() {
        inOrder(List.of("gateway-service", "proxy-service", "sentinel-watcher", "redis"));
    }

    @Test
    void shouldBecomeReadyFromRedisToTheGateway() {
        inOrder(List.of("redis", "sentinel-watcher", "proxy-service", "gateway-service"));
    }

    @Test
    void shouldBecomeReadyInAnyOrder() {
        List<String> order = new ArrayList<>(List.of("redis", "sentinel-watcher", "proxy-service", "gateway-service"));
        long seed = System.nanoTime();
        Collections.shuffle(order, new Random(seed));
        try {
            inOrder(order);
        } catch (AssertionError e) {
            throw new AssertionError("order " + order + ": " + e.getMessage(), e);
        }
    }

    private void inOrder(List<String> order) {
        Map<String, String> needs = Map.of("gateway-service", "proxy-service", "proxy-service", "sentinel-watcher",
                "sentinel-watcher", "redis");
        List<AutoCloseable> started = new ArrayList<>();
        Map<String, ServiceProcess> services = new LinkedHashMap<>();
        try {
            for (String part : order) {
                if (part.equals("redis")) {
                    started.add(HaCluster.builder().sentinelPorts(sentinels).start());
                } else {
                    ServiceProcess service = start(part);
                    started.add(service);
                    services.put(part, service);
                    service.awaitLive(START);
                }
                List<String> present = order.subList(0, order.indexOf(part) + 1);
                services.forEach((name, service) -> {
                    boolean complete = true;
                    for (String need = needs.get(name); need != null; need = needs.get(need)) {
                        complete &= present.contains(need);
                    }
                    if (complete) {
                        service.awaitReady(READY);
                    } else {
                        assertEquals(503, service.health("ready"), name + " among " + present);
                    }
                    assertEquals(200, service.health("live"));
                });
            }
            assertTrue(services.values().stream().allMatch(service -> service.health("ready") == 200));
        } finally {
            Collections.reverse(started);
            for (AutoCloseable part : started) {
                close(part);
            }
        }
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            throw new IllegalStateException("cannot end " + part, e);
        }
    }
}
