package io.redisha.watcher.redis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.eclipse.microprofile.config.Config;

/**
 * A secret of the configuration under {@code key}, or in the file named under {@code key-file}. It is read anew each time, so
 * that a rotated secret needs no restart; it is kept nowhere and has no place in a log.
 */
public final class Secret {

    private static final long LONGEST = 64 * 1024;

    private final Config config;
    private final String key;

    public Secret(Config config, String key) {
        this.config = config;
        this.key = key;
    }

    /** Whether {@link #read} has to read a file, and so may block. */
    public boolean isInFile() {
        return file().isPresent();
    }

    /**
     * Its present value, without the line break at the end of a file. Blocks while the file is read.
     *
     * @throws IOException if the file cannot be read, is empty or is too long to be a secret; the message names it
     */
    public Optional<String> read() throws IOException {
        Optional<Path> file = file();
        return file.isPresent() ? Optional.of(read(file.get())) : config.getOptionalValue(key, String.class);
    }

    private Optional<Path> file() {
        return config.getOptionalValue(key + "-file", Path.class);
    }

    private String read(Path file) throws IOException {
        try {
            if (Files.size(file) > LONGEST) {
                throw new IOException("it is longer than " + LONGEST + " bytes");
            }
            String secret = Files.readString(file).stripTrailing();
            if (secret.isEmpty()) {
                throw new IOException("it is empty");
            }
            return secret;
        } catch (IOException e) {
            throw new IOException(key + "-file, " + file + ", cannot be used: " + e.getMessage(), e);
        }
    }
}
