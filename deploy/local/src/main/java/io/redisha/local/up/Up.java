package io.redisha.local.up;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.redisha.local.Await;
import io.redisha.local.Chain;
import io.redisha.local.Member;
import io.redisha.local.Ports;
import io.redisha.local.ProjectRoot;
import io.redisha.local.RedisBinary;

/**
 * The whole chain on this machine, until Ctrl-C. Exit codes: 1 if something failed, 2 if it was asked for something
 * wrong, 128 + signal if a signal ended it.
 */
public final class Up {

    private static final long PROBE_MILLIS = 50;
    private static final long FEED_MILLIS = 500;
    private static final long STATUS_MILLIS = 1_000;

    private final UpOptions options;
    private final Events events = new Events(System.out);
    private final CompletableFuture<String> failure = new CompletableFuture<>();

    private Up(UpOptions options) {
        this.options = options;
    }

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) {
        try {
            UpOptions options = UpOptions.parse(arguments);
            return new Up(options).run();
        } catch (IllegalArgumentException e) {
            System.err.println("up: " + e.getMessage() + " (see deploy/local/up --help)");
            return 2;
        } catch (IllegalStateException | UncheckedIOException | Await.DeadlineExceeded e) {
            System.err.println("up: " + e.getMessage());
            return 1;
        }
    }

    private int run() {
        requireFreePorts();
        RedisBinary redis = RedisBinary.find();
        Path directory = ProjectRoot.find().resolve("deploy/local/run/" + options.proxyPort());
        replace(directory);
        System.out.println("Redis " + redis.version() + " (" + redis.path() + "); data and logs in " + directory);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> events.end("stopping"), "farewell"));
        try (Chain chain = chain(directory).start()) {
            List<Member> members = chain.members();
            ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(members.size() + 4, Up::daemon);
            Supervisor supervisor = new Supervisor(options.restartAfter(), scheduler, events::line, failure::complete);
            members.forEach(supervisor::watch);
            StatusTable table = new StatusTable();
            for (Member member : members) {
                Status status = Status.of(member);
                table.add(member, status);
                every(STATUS_MILLIS, scheduler, new StatusLog(member, status, events::line));
            }
            System.out.print("\n" + table + "\n" + toTry() + "\n");
            followMaster(chain, scheduler);
            String reason = failure.join();
            events.end("stopping");
            scheduler.shutdownNow();
            System.err.println("up: " + reason);
            return 1;
        } finally {
            events.mute();
        }
    }

    private void requireFreePorts() {
        StringBuilder taken = new StringBuilder();
        options.ports().forEach((user, port) -> Ports.obstacle(port)
                .ifPresent(why -> taken.append("\n  ").append(port).append(" for ").append(user).append(": ").append(why)));
        if (taken.length() > 0) {
            throw new IllegalStateException("these ports cannot be used, choose others (see --help):" + taken);
        }
    }

    private Chain.Builder chain(Path directory) {
        return Chain.builder().directory(directory)
                .cluster(cluster -> cluster.downAfter(options.downAfter())
                        .redisPorts(array(options.redisPorts())).sentinelPorts(array(options.sentinelPorts())))
                .watcher(watcher -> watcher.asNative(options.asNative())
                        .servicePort(options.watcherPort()).managementPort(options.managementPorts().get(0)))
                .proxy(proxy -> proxy.asNative(options.asNative())
                        .servicePort(options.proxyPort()).managementPort(options.managementPorts().get(1)))
                .gateway(gateway -> gateway.asNative(options.asNative())
                        .servicePort(options.gatewayPort()).managementPort(options.managementPorts().get(2)));
    }

    private void followMaster(Chain chain, ScheduledExecutorService scheduler) {
        MasterLog log = new MasterLog(System::nanoTime, events::line);
        URI feed = URI.create(
                "http://" + chain.watcher().address() + "/masters/" + chain.cluster().masterName() + "/events");
        every(FEED_MILLIS, scheduler, new MasterFeed(feed, log::published, events::line));
        every(PROBE_MILLIS, scheduler, new MasterProbe(log));
    }

    private String toTry() {
        String gateway = "http://localhost:" + options.gatewayPort();
        return "Try:\n"
                + "  curl " + gateway + "/PING\n"
                + "  curl " + gateway + "/SET/hello/world; curl " + gateway + "/GET/hello\n"
                + "  redis-cli -p " + options.proxyPort() + "\n"
                + "and kill -9 the master while you do. Ctrl-C stops everything.\n";
    }

    /** A task that breaks would otherwise silently not run again. */
    private void every(long millis, ScheduledExecutorService scheduler, Runnable task) {
        scheduler.scheduleWithFixedDelay(() -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                failure.complete(task.getClass().getSimpleName() + " has failed: " + e);
            }
        }, 0, millis, TimeUnit.MILLISECONDS);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "up");
        thread.setDaemon(true);
        return thread;
    }

    private static int[] array(List<Integer> ports) {
        return ports.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Whoever used the directory before is gone: its ports are free. */
    private static void replace(Path directory) {
        try {
            if (Files.exists(directory)) {
                try (Stream<Path> files = Files.walk(directory)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot replace " + directory + ": " + e.getMessage(), e);
        }
    }
}
