package io.redisha.proxy.topology;

/**
 * How far the gate is open. It opens step by step, so that nobody who listens misses what those behind it do: who is
 * subscribed first, then who waits for something to pop, then everybody.
 */
public enum Passage {

    CLOSED,
    /** Sessions that listen get their links. */
    SUBSCRIBERS,
    /** And those with a pop to be issued again. */
    POPS,
    /** Requests are sent. */
    ALL;

    /** The next step of an opening gate. */
    Passage next() {
        return values()[ordinal() + 1];
    }
}
