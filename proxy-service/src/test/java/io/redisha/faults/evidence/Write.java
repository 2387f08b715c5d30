package io.redisha.faults.evidence;

/**
 * One write of one client, told from all others of that client by its number.
 *
 * @param sentAt {@link System#nanoTime} before it was sent
 * @param endedAt {@link System#nanoTime} when its fate was known
 */
public record Write(long number, long sentAt, long endedAt, Fate fate) {

    public boolean is(Fate wanted) {
        return fate == wanted;
    }
}
