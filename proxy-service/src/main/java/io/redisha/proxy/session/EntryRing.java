package io.redisha.proxy.session;

/**
 * A queue of entries, each with the length of its request among the bytes that are kept apart. Two arrays rather than one
 * object for each request; it grows as far as the limit of requests in flight lets it.
 */
final class EntryRing {

    private static final int SMALLEST = 8;
    /** An array longer than this is given up when it is empty: an idle client should not hold what a burst has needed. */
    private static final int LARGEST_IDLE = 64;

    private Expected[] entries = new Expected[SMALLEST];
    private int[] lengths = new int[SMALLEST];
    private int head;
    private int size;

    void add(Expected entry, int length) {
        if (size == entries.length) {
            grow();
        }
        int slot = slot(size++);
        entries[slot] = entry;
        lengths[slot] = length;
    }

    private void grow() {
        Expected[] wider = new Expected[entries.length * 2];
        int[] widerLengths = new int[wider.length];
        for (int i = 0; i < size; i++) {
            wider[i] = entries[slot(i)];
            widerLengths[i] = lengths[slot(i)];
        }
        entries = wider;
        lengths = widerLengths;
        head = 0;
    }

    private int slot(int position) {
        return head + position & entries.length - 1;
    }

    int size() {
        return size;
    }

    Expected get(int position) {
        return entries[slot(position)];
    }

    /** Null if there is none. */
    Expected first() {
        return size == 0 ? null : entries[head];
    }

    int firstLength() {
        return lengths[head];
    }

    Expected poll() {
        Expected first = entries[head];
        entries[head] = null;
        head = slot(1);
        if (--size == 0 && entries.length > LARGEST_IDLE) {
            entries = new Expected[SMALLEST];
            lengths = new int[SMALLEST];
            head = 0;
        }
        return first;
    }

    /** Moves the first entry behind the last. */
    void rotate() {
        int length = firstLength();
        // No other entry may make the arrays shrink on the way.
        Expected first = entries[head];
        entries[head] = null;
        head = slot(1);
        size--;
        add(first, length);
    }
}
