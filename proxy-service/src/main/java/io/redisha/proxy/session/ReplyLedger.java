package io.redisha.proxy.session;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * What the client is owed, in the order of its requests, beside the bytes of those requests that may have to be sent again.
 * <p>
 * When a node has refused a request because it is no master, the ledger is <em>settling</em>: replies still come, and each
 * decides what becomes of its entry, but none is passed on before the refused one, which is to be sent again.
 */
final class ReplyLedger {

    private final ByteBufAllocator allocator;
    private final EntryRing owed = new EntryRing();
    private final SentBytes sent = new SentBytes();
    private int keptByEntries;
    /** What has been settled so far; null unless settling. */
    private List<Expected> settled;

    ReplyLedger(ByteBufAllocator allocator) {
        this.allocator = allocator;
    }

    /** Owes the client one more reply. */
    void add(Expected expected) {
        owed.add(expected, 0);
        keptByEntries += expected.kept();
        if (settled != null) {
            settleLocals();
        }
    }

    /** The same, for a request of {@code length} bytes that come with the next {@link #keep(ByteBuf)}. */
    void add(Passing expected, int length) {
        owed.add(expected, length);
    }

    /** Takes over the bytes of the requests that were added with their length. */
    void keep(ByteBuf run) {
        sent.keep(run);
    }

    /** Takes over a part of the command; nothing of it is kept if that makes more than {@code limit} bytes in all. */
    void keep(Part part, ByteBuf bytes, int limit) {
        keptByEntries -= part.kept();
        part.keep(bytes, limit - kept());
        keptByEntries += part.kept();
    }

    /** The bytes of requests that are held until their replies have come. */
    int kept() {
        return sent.bytes() + keptByEntries;
    }

    int size() {
        return owed.size() + (settled == null ? 0 : settled.size());
    }

    boolean isEmpty() {
        return size() == 0;
    }

    Expected first() {
        return owed.first();
    }

    void firstDone() {
        sent.skip(owed.firstLength());
        Expected done = owed.poll();
        keptByEntries -= done.kept();
        done.release();
    }

    /** Takes an entry out; false if it is not there any more, because it was answered. */
    boolean remove(Part part) {
        boolean found = false;
        for (int i = owed.size(); i > 0; i--) {
            if (owed.first() == part) {
                found = true;
                firstDone();
            } else {
                owed.rotate();
            }
        }
        return found;
    }

    /** Takes the first entry if it is a reply of the proxy's own; else null. */
    byte[] takeLocal() {
        if (settled == null && owed.first() instanceof Expected.Local local) {
            owed.poll();
            return local.reply().get();
        }
        return null;
    }

    boolean awaitsBlocking() {
        return has(Expected::mayBlock);
    }

    /** Whether a pop waits in the server, or is to be issued again. */
    boolean awaitsPop() {
        return has(Pop.class::isInstance);
    }

    private boolean has(Predicate<Expected> what) {
        for (int i = 0; i < owed.size(); i++) {
            if (what.test(owed.get(i))) {
                return true;
            }
        }
        return false;
    }

    // --- when replies do not come

    /** From now on each reply settles its entry, and none is passed on, until the link is given up. */
    void beginSettling() {
        settled = new ArrayList<>();
    }

    boolean settling() {
        return settled != null;
    }

    /** Nothing is in flight any more whose reply could settle something. */
    boolean allSettled() {
        return settled != null && owed.size() == 0;
    }

    /** Replies of the proxy's own are settled when their turn comes. */
    private void settleLocals() {
        while (owed.first() instanceof Expected.Local) {
            settled.add(owed.poll());
        }
    }

    /** The first request is to be sent again: it was refused, or only reads, and was answered by a node that is no master. */
    void settleAgain() {
        settle(true);
    }

    /** The first request was answered, and the client gets that when its turn comes. @param done nothing more is owed */
    void settle(byte[] reply, boolean done) {
        if (owed.first().shown()) {
            settled.add(new Expected.Local(reply));
        }
        if (done) {
            firstDone();
            settleLocals();
        }
    }

    private int settle(boolean refused) {
        ByteBuf request = owed.firstLength() == 0 ? null : sent.take(allocator, owed.firstLength());
        Expected first = owed.poll();
        keptByEntries -= first.kept();
        Expected instead = refused ? first.refused(request) : first.linkLost(request);
        if (instead != null) {
            settled.add(instead);
        }
        settleLocals();
        return !refused && first.mayHaveRun() ? 1 : 0;
    }

    /**
     * Turns what was in flight into what remains of it: replies of the proxy's own, and requests to send again.
     *
     * @return how many requests there are of which nobody can know whether they ran
     */
    int linkLost() {
        if (settled == null) {
            settled = new ArrayList<>(owed.size());
        }
        int unknown = 0;
        while (owed.size() > 0) {
            unknown += settle(false);
        }
        List<Expected> remaining = settled;
        settled = null;
        remaining.forEach(this::add);
        return unknown;
    }

    /** The requests to send again, in order; after {@link #linkLost()} all that is owed by a server is one of them. */
    List<ByteBuf> requests(long now) {
        List<ByteBuf> requests = new ArrayList<>();
        for (int i = 0; i < owed.size(); i++) {
            owed.get(i).request(now).ifPresent(requests::add);
        }
        return requests;
    }

    /** Whether one of the requests to send again may change something: it was refused before, and runs now. */
    boolean resendsWrite() {
        return has(entry -> entry instanceof Whole whole && whole.mayHaveRun());
    }

    /** Answers the pop that is first as if nothing had come in its time. */
    void endPop(boolean resp3) {
        firstDone();
        addFirst(List.of(new Expected.Local(resp3 ? Expected.NIL_RESP3 : Expected.NIL_RESP2)));
    }

    /** Nobody is owed anything any more. */
    void release() {
        refuse(Expected.OK);
        while (takeLocal() != null) {
            // Nobody is there to take it.
        }
        sent.clear();
    }

    /** Puts these before everything else. */
    void addFirst(List<Expected> before) {
        int others = owed.size();
        before.forEach(this::add);
        for (int i = 0; i < others; i++) {
            owed.rotate();
        }
    }

    /** Gives every entry that a server still owes this error instead. */
    void refuse(byte[] error) {
        if (settled != null) {
            List<Expected> before = settled;
            settled = null;
            addFirst(before);
        }
        for (int i = owed.size(); i > 0; i--) {
            if (owed.first() instanceof Expected.Local) {
                owed.rotate();
            } else {
                boolean shown = owed.first().shown();
                firstDone();
                if (shown) {
                    add(new Expected.Local(error));
                }
            }
        }
    }
}
