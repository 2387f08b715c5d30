package io.redisha.watcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;

/** What the types of {@link WatcherConfig} cannot say; each problem names its key, and all are found at once. */
final class ConfigCheck {

    private static final int BEFORE_ALL_OTHERS = 1;

    private final List<String> problems = new ArrayList<>();

    static void stopTheStart(@Observes @Priority(BEFORE_ALL_OTHERS) StartupEvent event, WatcherConfig config) {
        List<String> problems = problems(config);
        if (!problems.isEmpty()) {
            // Of this exception Quarkus prints the message and no stack trace.
            throw new ConfigurationException(String.join("\n", problems));
        }
    }

    static List<String> problems(WatcherConfig config) {
        ConfigCheck check = new ConfigCheck();
        check.check(config);
        return check.problems;
    }

    private void check(WatcherConfig config) {
        masters(config.masters());
        range("poll-interval", config.pollInterval(), Duration.ofMillis(10), Duration.ofSeconds(10));
        range("switching-poll-interval", config.switchingPollInterval(), Duration.ofMillis(10), Duration.ofSeconds(10));
        range("drain-limit", config.drainLimit(), Duration.ofSeconds(1), Duration.ofMinutes(1));
        range("eager-guard", config.eagerGuard(), Duration.ofSeconds(1), Duration.ofMinutes(1));
        range("ask-timeout", config.askTimeout(), Duration.ofMillis(50), Duration.ofSeconds(30));
        range("role-interval", config.roleInterval(), Duration.ofMillis(100), Duration.ofSeconds(30));
        range("role-timeout", config.roleTimeout(), Duration.ofMillis(50), Duration.ofSeconds(30));
        range("rollback-after", config.rollbackAfter(), Duration.ofSeconds(1), Duration.ofMinutes(10));
        range("forget-after", config.forgetAfter(), Duration.ofSeconds(10), Duration.ofDays(1));
        range("resolve-interval", config.resolveInterval(), Duration.ofMillis(100), Duration.ofHours(1));
        range("reconnect-min", config.reconnectMin(), Duration.ofMillis(10), Duration.ofSeconds(10));
        range("reconnect-max", config.reconnectMax(), config.reconnectMin(), Duration.ofMinutes(1));
        range("heartbeat", config.heartbeat(), Duration.ofMillis(100), Duration.ofSeconds(4));
        login("sentinel", config.sentinel());
        login("redis", config.redis());
        file("token-file", config.tokenFile());
    }

    private void masters(List<String> names) {
        if (new HashSet<>(names).size() < names.size()) {
            problem("masters", "has the same name twice");
        }
        names.stream().filter(name -> !name.matches("[A-Za-z0-9._-]+")).forEach(
                name -> problem("masters",
                        "has the name '" + name + "': Sentinel allows only letters, digits and . - _ in it"));
    }

    private void login(String key, WatcherConfig.Login login) {
        file(key + ".password-file", login.passwordFile());
        if (login.username().isPresent() && login.password().isEmpty() && login.passwordFile().isEmpty()) {
            problem(key + ".username", "needs a password beside it");
        }
    }

    private void file(String key, Optional<Path> file) {
        file.filter(path -> !Files.isReadable(path))
                .ifPresent(path -> problem(key, "names a file that cannot be read: " + path));
    }

    private void range(String key, Duration value, Duration lowest, Duration highest) {
        if (value.compareTo(lowest) < 0 || value.compareTo(highest) > 0) {
            problem(key, "is " + text(value) + ": " + text(lowest) + " to " + text(highest) + " is allowed");
        }
    }

    private void problem(String key, String what) {
        String variable = "WATCHER_" + key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
        problems.add("watcher." + key + " (" + variable + ") " + what);
    }

    private static String text(Duration duration) {
        long millis = duration.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }
}
