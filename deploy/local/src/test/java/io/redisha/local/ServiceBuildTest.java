package io.redisha.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceBuildTest {

    @TempDir
    Path target;

    @Test
    void shouldSayHowToBuildAMissingJar() {
        IllegalStateException failure = assertThrows(IllegalStateException.class, () -> build().command(false));

        assertEquals(
                "no " + target + "/quarkus-app/quarkus-run.jar: build it with ./mvnw package -DskipTests -pl a-service -am",
                failure.getMessage());
    }

    @Test
    void shouldSayHowToBuildAMissingExecutable() throws IOException {
        Files.writeString(target.resolve("a-service-1.0-runner"), "not executable");

        IllegalStateException failure = assertThrows(IllegalStateException.class, () -> build().command(true));

        assertEquals("no native executable " + target + "/a-service-<version>-runner: build it with"
                + " ./mvnw package -DskipTests -Dnative -pl a-service -am", failure.getMessage());
    }

    @Test
    void shouldTakeTheExecutableOfAnyVersion() throws IOException {
        Path executable = Files.writeString(target.resolve("a-service-1.0-runner"), "");
        executable.toFile().setExecutable(true);

        assertEquals(List.of(executable.toString()), build().command(true));
    }

    private ServiceBuild build() {
        return new ServiceBuild("a-service", target);
    }
}
