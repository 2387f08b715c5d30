package io.redisha.watcher.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.redisha.watcher.Fixture;
import io.redisha.watcher.WatchLoop;
import io.vertx.core.Vertx;

class NameResolverTest {

    private static final Duration DEADLINE = Duration.ofMillis(100);

    private final Vertx vertx = Vertx.vertx();
    private final WatchLoop loop = Fixture.loop(vertx);
    private final AtomicInteger lookUps = new AtomicInteger();
    private final CompletableFuture<Void> hang = new CompletableFuture<>();

    @AfterEach
    void stop() {
        hang.complete(null);
        vertx.close();
    }

    @Test
    void shouldGiveAllAddressesOfAName() {
        assertEquals(List.of(target("10.0.0.1"), target("10.0.0.2")),
                resolve(resolver(host -> addresses("10.0.0.1", "10.0.0.2")), "name"));
    }

    @Test
    void shouldPreferTheIpv4AddressesOfAServerThatHasBoth() {
        assertEquals(List.of(target("127.0.0.1")), resolve(resolver(host -> addresses("::1", "127.0.0.1")), "localhost"));
        assertEquals(List.of(target("::1"), target("::2")), resolve(resolver(host -> addresses("::1", "::2")), "six"));
    }

    @Test
    void shouldLookANameUpEachTime() {
        NameResolver resolver = resolver(host -> addresses("10.0.0." + lookUps.get() % 200));

        for (int i = 1; i < 1_000; i++) {
            assertEquals(List.of(target("10.0.0." + i % 200)), resolve(resolver, "name"));
        }
    }

    @Test
    void shouldNotLookUpAnAddress() {
        NameResolver resolver = resolver(host -> addresses());

        assertEquals(List.of(target("10.0.0.1")), resolve(resolver, "10.0.0.1"));
        assertEquals(List.of(target("::1")), resolve(resolver, "::1"));
        assertEquals(0, lookUps.get());
    }

    @Test
    void shouldKeepTheLastGoodAddressesOfANameThatIsLost() {
        NameResolver resolver = resolver(host -> {
            if (lookUps.get() > 1) {
                throw new UnknownHostException(host);
            }
            return addresses("10.0.0.1");
        });

        assertEquals(resolve(resolver, "name"), resolve(resolver, "name"));
        assertEquals(2, lookUps.get());
    }

    @Test
    void shouldNameANameWithoutAnAddress() {
        NameResolver resolver = resolver(host -> {
            throw new UnknownHostException(host);
        });

        assertTrue(
                assertThrows(CompletionException.class, () -> resolve(resolver, "nowhere")).getMessage().contains("nowhere"));
    }

    @Test
    void shouldNotBeHeldUpByNameServersThatHang() {
        NameResolver resolver = resolver(host -> {
            if (host.startsWith("hanging")) {
                hang.join();
            }
            return addresses("10.0.0.1");
        });

        IntStream.range(0, 20).forEach(i -> {
            String message = assertThrows(CompletionException.class, () -> resolve(resolver, "hanging")).getMessage();
            assertTrue(message.contains("within"), message);
        });

        assertEquals(1, lookUps.get(), "one look-up hangs, however often it is asked for");
        assertEquals(List.of(target("10.0.0.1")), resolve(resolver, "name"));
    }

    private NameResolver resolver(NameResolver.LookUp system) {
        return new NameResolver(loop, DEADLINE, host -> {
            lookUps.incrementAndGet();
            return system.addresses(host);
        });
    }

    private List<InetSocketAddress> resolve(NameResolver resolver, String host) {
        CompletableFuture<List<InetSocketAddress>> result = new CompletableFuture<>();
        loop.run(() -> resolver.resolve(new Address(host, 1)).onSuccess(result::complete)
                .onFailure(result::completeExceptionally));
        return result.join();
    }

    private static InetSocketAddress target(String ip) {
        return new InetSocketAddress(ip, 1);
    }

    private static InetAddress[] addresses(String... all) {
        return Stream.of(all).map(ip -> new InetSocketAddress(ip, 1).getAddress()).toArray(InetAddress[]::new);
    }
}
