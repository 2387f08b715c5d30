package io.redisha.local.up;

import java.io.UncheckedIOException;
import java.time.Duration;

import io.redisha.local.Reply;
import io.redisha.local.RespConnection;

/** Asks the present master for its role at each run, over one connection as long as it lasts. */
final class MasterProbe implements Runnable {

    private static final Duration LIMIT = Duration.ofMillis(500);

    private final MasterLog log;
    private String address;
    private RespConnection connection;

    MasterProbe(MasterLog log) {
        this.log = log;
    }

    @Override
    public void run() {
        log.master().ifPresent(master -> {
            long askedAt = System.nanoTime();
            log.probed(master, askedAt, answersAsMaster(master));
        });
    }

    private boolean answersAsMaster(String master) {
        try {
            if (connection == null || !master.equals(address)) {
                close();
                int colon = master.lastIndexOf(':');
                connection = RespConnection.connect(master.substring(0, colon),
                        Integer.parseInt(master.substring(colon + 1)), LIMIT);
                address = master;
            }
            return connection.call("ROLE") instanceof Reply.Array role && role.items().get(0).text().equals("master");
        } catch (UncheckedIOException e) {
            // Refused, ended or silent: that is the answer.
            close();
            return false;
        }
    }

    private void close() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }
}
