package io.redisha.local.up;

import java.io.PrintStream;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;

/** One line per event, with the time of day; nothing more once the end has begun. */
final class Events {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    private final PrintStream out;
    private boolean ended;

    Events(PrintStream out) {
        this.out = out;
    }

    synchronized void line(String text) {
        if (!ended) {
            out.println(LocalTime.now().format(TIME) + "  " + text);
        }
    }

    /** The last line. */
    synchronized void end(String text) {
        line(text);
        mute();
    }

    /** The end has another message. */
    synchronized void mute() {
        ended = true;
    }
}
