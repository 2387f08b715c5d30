package io.redisha.faults;

import java.util.Locale;

/** What is done to a cluster while clients use it through the proxy. Times are those of down-after 1000 ms. */
enum Fault {

    KILL("kill -9 of the master", Kind.FAILOVER, stage -> {
        stage.strike(stage.master()::kill);
        stage.awaitSwitch();
    }),

    KILL_RESTART("kill -9, and the same address is back, empty and a master, 1 s after the switch", Kind.FAILOVER, stage -> {
        stage.strike(stage.master()::kill);
        stage.awaitSwitch();
        stage.traffic(1000);
        stage.master().restart();
        stage.traffic(4000);
    }),

    HANG("SIGSTOP of the master, SIGCONT 1 s after the switch", Kind.FAILOVER, stage -> {
        stage.strike(stage.master()::suspend);
        stage.awaitSwitch();
        stage.traffic(1000);
        stage.master().resume();
        stage.traffic(4000);
    }),

    PLANNED("SENTINEL FAILOVER", Kind.PLANNED, stage -> {
        stage.strike(stage.cluster()::failover);
        stage.awaitSwitch();
        stage.traffic(2000);
    }),

    STALE_SENTINEL("SENTINEL FAILOVER while another Sentinel is stopped, which goes on 1.5 s after the switch", Kind.PLANNED,
            stage -> {
                stage.sentinel(2).suspend();
                stage.traffic(500);
                stage.strike(stage.cluster()::failover);
                stage.awaitSwitch();
                stage.traffic(1500);
                stage.sentinel(2).resume();
                stage.traffic(4000);
            }),

    SENTINEL_DEAD("a Sentinel is killed, 1 s later the master", Kind.FAILOVER, stage -> {
        stage.sentinel(0).kill();
        stage.traffic(1000);
        stage.strike(stage.master()::kill);
        stage.awaitSwitch();
    }),

    SENTINEL_HUNG("SIGSTOP of a Sentinel, 1 s later the master is killed, 1 s after the switch SIGCONT", Kind.FAILOVER,
            stage -> {
                stage.sentinel(0).suspend();
                stage.traffic(1000);
                stage.strike(stage.master()::kill);
                stage.awaitSwitch();
                stage.traffic(1000);
                stage.sentinel(0).resume();
                stage.traffic(2000);
            }),

    PARTITION("the master is cut off from replicas and Sentinels, not from the proxy, until 2 s after the switch",
            Kind.FAILOVER, stage -> {
                stage.strike(stage::cutOffMaster);
                stage.awaitSwitch();
                stage.traffic(2000);
                stage.cluster().reconnect();
                stage.traffic(4000);
            }),

    TWO_FAILOVERS("kill -9, and 3 s after the switch SENTINEL FAILOVER to the third node", Kind.TWO, stage -> {
        stage.strike(stage.master()::kill);
        stage.awaitSwitch();
        stage.traffic(3000);
        stage.cluster().failover();
        stage.awaitSwitches(2);
        stage.traffic(1000);
    }),

    IDLE_CLIENTS("kill -9 while 2,000 more clients are connected and idle", Kind.FAILOVER, stage -> {
        stage.connectIdle(2000);
        stage.strike(stage.master()::kill);
        stage.awaitSwitch();
    }),

    WATCHER_RESTART("kill -9 of the master, and then of the watcher, which is started again at once", Kind.FAILOVER, stage -> {
        stage.strike(stage.master()::kill);
        stage.watcher().restart();
        stage.awaitSwitch();
        stage.awaitWatcher();
    }),

    PROXY_RESTART("SIGTERM of the proxy, which is started again; clients connect again", Kind.PROXY, stage -> {
        stage.strike(stage.proxy()::terminate);
        stage.restartProxy();
        stage.traffic(1000);
    });

    private enum Kind {
        FAILOVER,
        PLANNED,
        TWO,
        PROXY
    }

    /** What happens, and when. */
    private interface Course {
        void run(Stage stage);
    }

    private final String description;
    private final Kind kind;
    private final Course course;

    Fault(String description, Kind kind, Course course) {
        this.description = description;
        this.kind = kind;
        this.course = course;
    }

    /** {@code kill}, {@code two-failovers}: as in {@code -Dfaults.only}. */
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Fault of(String text) {
        return valueOf(text.strip().toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    String description() {
        return description;
    }

    void inflict(Stage stage) {
        course.run(stage);
    }

    /** How often the Sentinels switch, if nothing else goes wrong. */
    int switches() {
        return switch (kind) {
            case PROXY -> 0;
            case FAILOVER, PLANNED -> 1;
            case TWO -> 2;
        };
    }

    boolean isPlanned() {
        return kind == Kind.PLANNED;
    }

    /** Whether nothing that was acknowledged may be lost: no process that holds it dies. */
    boolean isLossless() {
        return kind == Kind.PLANNED || kind == Kind.PROXY;
    }

    /** Whether the proxy itself ends, and with it its connections. */
    boolean endsProxy() {
        return kind == Kind.PROXY;
    }

    boolean needsRelays() {
        return this == PARTITION;
    }
}
