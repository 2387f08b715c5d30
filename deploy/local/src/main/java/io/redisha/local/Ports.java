package io.redisha.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports of this machine. */
public final class Ports {

    // Below the range from which systems take the local ports of outgoing connections (Linux: from 32768): a killed process
    // must find its port free when it is started again.
    private static final int FIRST = 10_240;
    private static final int LAST = 32_000;
    private static final int TRIES = 1_000;

    private static final Set<Integer> GIVEN = new HashSet<>();

    private Ports() {
    }

    /** A port nobody listens on, and none that this method has returned before in this JVM. */
    public static synchronized int free() {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
            if (!GIVEN.contains(port) && isFree(port)) {
                GIVEN.add(port);
                return port;
            }
        }
        throw new IllegalStateException("no free port between " + FIRST + " and " + LAST + " in " + TRIES + " tries");
    }

    /** Whether nobody listens on the port, on any address. */
    public static boolean isFree(int port) {
        return obstacle(port).isEmpty();
    }

    /** Why nothing can listen on the port: what the system says. */
    public static Optional<String> obstacle(int port) {
        // Not every system sees from one of them that the other is in use.
        for (InetAddress address : new InetAddress[] { new InetSocketAddress(0).getAddress(),
                InetAddress.getLoopbackAddress() }) {
            try {
                new ServerSocket(port, 1, address).close();
            } catch (IOException e) {
                return Optional.of(e.getMessage());
            }
        }
        return Optional.empty();
    }
}
