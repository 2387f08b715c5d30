package io.redisha.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Everything together: an {@link HaCluster} and the three services that make it one address, each of them told where the others
 * are as on Kubernetes. Closing it ends the services first.
 */
public final class Chain implements AutoCloseable {

    private static final Duration READY_LIMIT = Duration.ofSeconds(60);

    private final HaCluster cluster;
    private final List<ServiceProcess> services = new ArrayList<>();

    private Chain(Builder builder) {
        cluster = builder.cluster.build();
    }

    public static Builder builder() {
        return new Builder();
    }

    public HaCluster cluster() {
        return cluster;
    }

    public ServiceProcess watcher() {
        return services.get(0);
    }

    public ServiceProcess proxy() {
        return services.get(1);
    }

    public ServiceProcess gateway() {
        return services.get(2);
    }

    /** All processes: Redis, Sentinels, watcher, proxy, gateway. */
    public List<Member> members() {
        List<Member> members = new ArrayList<>(cluster.nodes());
        members.addAll(cluster.sentinels());
        members.addAll(services);
        return members;
    }

    /** The services are ended one after the other, the gateway first, each by SIGTERM; then all others are killed. */
    @Override
    public void close() {
        for (int i = services.size() - 1; i >= 0; i--) {
            services.get(i).close();
        }
        cluster.close();
    }

    private void start(Builder builder) {
        // The services first: their start is work for the processor, that of the cluster is mostly waiting.
        String master = cluster.masterName();
        services.add(builder.watcher
                .defaultEnv("WATCHER_SENTINELS", cluster.sentinelAddresses())
                .defaultEnv("WATCHER_MASTERS", master)
                .start());
        String watcher = "http://" + watcher().address();
        services.add(builder.proxy.defaultEnv("PROXY_WATCHERS", watcher).defaultEnv("PROXY_MASTER", master).start());
        services.add(builder.gateway
                .defaultEnv("QUARKUS_REDIS_HOSTS", "redis://" + proxy().address())
                .defaultEnv("GATEWAY_WATCHERS", watcher)
                .start());
        cluster.start();
        services.forEach(service -> service.awaitReady(READY_LIMIT));
    }

    /** What can be chosen about a chain: all that can be chosen about its parts. */
    public static final class Builder {

        private final HaCluster.Builder cluster = HaCluster.builder();
        private final ServiceProcess.Builder watcher = ServiceProcess.of("sentinel-watcher");
        private final ServiceProcess.Builder proxy = ServiceProcess.of("proxy-service");
        private final ServiceProcess.Builder gateway = ServiceProcess.of("gateway-service");

        private Builder() {
        }

        public Builder cluster(Consumer<HaCluster.Builder> choices) {
            choices.accept(cluster);
            return this;
        }

        public Builder watcher(Consumer<ServiceProcess.Builder> choices) {
            choices.accept(watcher);
            return this;
        }

        public Builder proxy(Consumer<ServiceProcess.Builder> choices) {
            choices.accept(proxy);
            return this;
        }

        public Builder gateway(Consumer<ServiceProcess.Builder> choices) {
            choices.accept(gateway);
            return this;
        }

        /** Where all processes keep their directories and logs. */
        public Builder directory(Path path) {
            cluster.directory(path);
            List.of(watcher, proxy, gateway).forEach(service -> service.directory(path));
            return this;
        }

        /** Starts all processes and returns when all are ready; on any failure nothing is left running. */
        public Chain start() {
            Chain chain = new Chain(this);
            try {
                chain.start(this);
                return chain;
            } catch (RuntimeException | Error e) {
                chain.close();
                throw e;
            }
        }
    }
}
