package io.redisha.proxy.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.redisha.proxy.resp.ReplyScanner;
import io.redisha.proxy.resp.RespRequest;

/**
 * The replies to one of the (un)subscribe commands: one for each name, or, for an unsubscribe from all, one for each
 * subscription there is by then and at least one. RESP3 sends them as pushes, RESP2 as arrays, with messages in between.
 */
final class Confirmations implements Expected {

    private final Subscriptions.Kind kind;
    private final boolean subscribes;
    private final List<byte[]> arguments;
    private final boolean shown;
    private final Runnable refused;
    /** Of the arguments; the command's name, at 0, is confirmed by nothing. */
    private int confirmed = 1;
    private int toGo = -1;

    private Confirmations(Subscriptions.Kind kind, boolean subscribes, List<byte[]> arguments, boolean shown,
            Runnable refused) {
        this.kind = kind;
        this.subscribes = subscribes;
        this.arguments = arguments;
        this.shown = shown;
        this.refused = refused;
    }

    /** For a command of the client's. */
    static Confirmations of(List<byte[]> arguments) {
        String word = SessionChange.word(arguments.get(0));
        Subscriptions.Kind kind = word.startsWith("P") ? Subscriptions.Kind.PATTERN
                : word.startsWith("SS") || word.startsWith("SUN") ? Subscriptions.Kind.SHARD : Subscriptions.Kind.CHANNEL;
        return new Confirmations(kind, !word.contains("UNSUB"), arguments, true, () -> {
        });
    }

    /** For the proxy's own request that subscribes again to all of a kind. @param refused called if the server refuses */
    static Confirmations hidden(Subscriptions.Kind kind, int count, Runnable refused) {
        Confirmations hidden = new Confirmations(kind, true, List.of(), false, refused);
        hidden.toGo = count;
        return hidden;
    }

    @Override
    public boolean confirmedBy(ReplyScanner reply) {
        return reply.firstElementIs(subscribes ? kind.subscribe : kind.unsubscribe);
    }

    @Override
    public boolean answered(ReplyScanner reply, SessionMemory memory) {
        if (!confirmedBy(reply)) {
            // An error, or QUEUED behind MULTI: the only reply there is.
            refused.run();
            return true;
        }
        if (toGo < 0) {
            boolean all = arguments.size() == 1;
            toGo = all ? Math.max(1, memory.subscriptions().count(kind)) : arguments.size() - 1;
        }
        toGo--;
        remember(memory.subscriptions());
        return toGo == 0;
    }

    private void remember(Subscriptions subscriptions) {
        if (confirmed < arguments.size()) {
            byte[] name = arguments.get(confirmed++);
            if (subscribes) {
                subscriptions.add(kind, name);
            } else {
                subscriptions.remove(kind, name);
            }
        } else if (toGo == 0 && !subscribes) {
            subscriptions.removeAll(kind);
        }
    }

    @Override
    public boolean shown() {
        return shown;
    }

    @Override
    public Expected linkLost(ByteBuf request) {
        toGo = -1;
        return shown ? this : null;
    }

    /** What has not been confirmed yet. */
    @Override
    public Optional<ByteBuf> request(long now) {
        List<byte[]> rest = new ArrayList<>(List.of(arguments.get(0)));
        rest.addAll(arguments.subList(confirmed, arguments.size()));
        return Optional.of(Unpooled.wrappedBuffer(RespRequest.encode(rest)));
    }
}
