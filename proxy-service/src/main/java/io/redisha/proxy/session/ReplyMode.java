package io.redisha.proxy.session;

/** CLIENT REPLY: whether the server answers the requests of this client. */
final class ReplyMode {

    private enum Mode {
        ON,
        OFF,
        /** Not the next command. */
        SKIP
    }

    private Mode mode = Mode.ON;

    /** Replies come. */
    boolean on() {
        return mode == Mode.ON;
    }

    /** CLIENT REPLY OFF is in force, and must be said again to the next link. */
    boolean off() {
        return mode == Mode.OFF;
    }

    void turnOn() {
        mode = Mode.ON;
    }

    void turnOff() {
        mode = Mode.OFF;
    }

    /** The next command is not answered; with OFF, none is. */
    void skipNext() {
        if (mode == Mode.ON) {
            mode = Mode.SKIP;
        }
    }

    /** A command comes; true if it is the one that is not answered. */
    boolean takeSkip() {
        boolean skipped = mode == Mode.SKIP;
        if (skipped) {
            mode = Mode.ON;
        }
        return skipped;
    }
}
