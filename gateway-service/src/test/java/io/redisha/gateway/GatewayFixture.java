package io.redisha.gateway;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

import io.redisha.local.HaCluster;
import io.redisha.local.Ports;
import io.redisha.local.RedisNode;
import io.redisha.local.ServiceProcess;
import io.restassured.RestAssured;
import io.restassured.builder.RequestSpecBuilder;
import io.restassured.config.EncoderConfig;
import io.restassured.specification.RequestSpecification;

/** One real Redis and one gateway process in front of it, the jar or the native executable. */
final class GatewayFixture implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(20);

    private final HaCluster cluster;
    private final ServiceProcess gateway;

    private GatewayFixture(HaCluster cluster, ServiceProcess gateway) {
        this.cluster = cluster;
        this.gateway = gateway;
    }

    /** Starts both and waits until the gateway is ready. */
    static GatewayFixture start(Map<String, String> environment) {
        HaCluster cluster = HaCluster.builder().redisPorts(Ports.free()).sentinelPorts().start();
        ServiceProcess gateway = process(cluster.master().address(), environment);
        GatewayFixture fixture = new GatewayFixture(cluster, gateway);
        try {
            gateway.awaitReady(START_LIMIT);
        } catch (RuntimeException | Error e) {
            fixture.close();
            throw e;
        }
        return fixture;
    }

    /** A gateway process for a Redis that may be there or not. */
    static ServiceProcess process(String redis, Map<String, String> environment) {
        // Only a test of the drain needs the time that probes take to see it.
        ServiceProcess.Builder builder = ServiceProcess.of("gateway-service").env("QUARKUS_REDIS_HOSTS", "redis://" + redis)
                .env("QUARKUS_SHUTDOWN_DELAY", "50ms");
        environment.forEach(builder::env);
        return builder.start();
    }

    RedisNode redis() {
        return cluster.master();
    }

    ServiceProcess gateway() {
        return gateway;
    }

    /** A request to the gateway whose path is sent as it is written. */
    RequestSpecification given() {
        return RestAssured.given(new RequestSpecBuilder()
                .setBaseUri("http://127.0.0.1")
                .setPort(gateway.servicePort())
                .setUrlEncodingEnabled(false)
                .setConfig(RestAssured.config().encoderConfig(
                        EncoderConfig.encoderConfig().appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .build());
    }

    /** The body of a GET that succeeds. */
    String get(String path) {
        return given().get(path).then().statusCode(200).extract().asString();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + gateway.servicePort() + path);
    }

    RawHttp connect() {
        return RawHttp.connect(gateway.servicePort());
    }

    @Override
    public void close() {
        gateway.close();
        cluster.close();
    }
}
