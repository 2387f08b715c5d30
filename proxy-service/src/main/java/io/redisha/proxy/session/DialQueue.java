package io.redisha.proxy.session;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Who may dial now: after a switch everybody wants to, and a new master that gets thousands of connections at once drops
 * those beyond its backlog, which then come a second later. First come, first served. Confined to one event loop.
 */
final class DialQueue {

    private final int most;
    private final Deque<Turn> waiting = new ArrayDeque<>();
    private int underWay;

    /** @param most links that are being made at a time */
    DialQueue(int most) {
        this.most = most;
    }

    /** The right to dial, from when it was asked for until it is {@link #over()}. */
    final class Turn {

        private final Runnable dial;
        private boolean begun;
        private boolean over;

        private Turn(Runnable dial) {
            this.dial = dial;
        }

        /** The link is made, or not wanted any more. */
        void over() {
            if (over) {
                return;
            }
            over = true;
            if (begun) {
                underWay--;
                next();
            }
        }
    }

    /** @param dial called when it is this one's turn; {@link #next()} lets those come whose turn it is already */
    Turn enter(Runnable dial) {
        Turn turn = new Turn(dial);
        waiting.add(turn);
        return turn;
    }

    void next() {
        while (underWay < most && !waiting.isEmpty()) {
            Turn turn = waiting.poll();
            if (!turn.over) {
                turn.begun = true;
                underWay++;
                turn.dial.run();
            }
        }
    }
}
