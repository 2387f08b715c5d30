package io.redisha.local;

/** The version of a Redis or Valkey server. */
public record RedisVersion(int major, int minor, int patch) {

    /** Reads {@code 7.0.15}; what follows the third number is left out. */
    static RedisVersion parse(String text) {
        String[] parts = text.split("[^0-9]+", 4);
        if (parts.length < 3 || parts[0].isEmpty() || parts[2].isEmpty()) {
            throw new IllegalArgumentException("not a version: " + text);
        }
        return new RedisVersion(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }

    /** Whether this is the given version or a newer one. */
    public boolean atLeast(int wantedMajor, int wantedMinor) {
        return major > wantedMajor || major == wantedMajor && minor >= wantedMinor;
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
