package io.redisha.proxy.session;

import org.jboss.logging.Logger;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.redisha.proxy.resp.ProtocolException;
import io.redisha.proxy.resp.RespError;
import io.redisha.proxy.topology.Passage;
import io.redisha.proxy.upstream.LinkLoss;

/**
 * One client. It is open, then perhaps closing (no more requests are taken, the client is sent what it is owed), then gone;
 * a lost link changes nothing about that. Each event, from the client, the link, the gate or a timer, does its part and
 * then calls {@link #proceed()}, which brings everything else up to date.
 */
final class ClientSession implements Upstream.Session {

    private static final Logger LOG = Logger.getLogger(ClientSession.class);

    /** A command of which this much is here is sent on without waiting for its end. */
    private static final int SEND_PART_FROM = 16 * 1024;
    /** What the client may leave unread of the answers that were written to it; the link is paused long before. */
    private static final int MAX_UNREAD_ANSWERS = 4 * 1024 * 1024;

    private final Channel client;
    private final SessionContext context;
    private final SessionGroup group;
    private final SessionMemory memory = new SessionMemory();
    private final ReplyLedger ledger;
    private final RequestStream requests = new RequestStream();
    private final ReplyRelay relay;
    private final Upstream upstream;
    private final SessionRestore restore;
    private final Dispatcher dispatcher;
    private final ParkedRequests parked;
    private final StallTimer stall;
    private final ClientEnd end;

    private final PutBack putBack;

    private boolean held;
    private boolean gone;

    /** @param name what CLIENT LIST shows of it */
    ClientSession(Channel client, String name, SessionContext context, SessionGroup group) {
        this.client = client;
        this.context = context;
        this.group = group;
        this.ledger = new ReplyLedger(client.alloc());
        this.upstream = new Upstream(client.eventLoop(), context, group.dials(), memory, name, this);
        this.putBack = new PutBack(client.eventLoop(), context, ledger, upstream);
        this.relay = new ReplyRelay(client, ledger, memory, new Refusals(() -> context.gate().state().switching()),
                putBack::begin);
        this.restore = new SessionRestore(client, memory, ledger, upstream);
        this.dispatcher = new Dispatcher(context.commands(), requests, ledger, memory, upstream,
                context.limits().parkBytes());
        this.parked = new ParkedRequests(client.eventLoop(), context, requests, ledger, this::refuseExpired, this::endPop);
        this.stall = new StallTimer(client.eventLoop(), context.limits().stallTimeout(), this::stalled);
        this.end = new ClientEnd(client);
    }

    // --- the client

    void received(ByteBuf bytes, long now) {
        if (end.begun()) {
            bytes.release();
            return;
        }
        requests.append(client.alloc(), bytes);
        stall.moved(now);
        proceed();
    }

    void flush() {
        upstream.flush();
        client.flush();
    }

    void clientWritabilityChanged() {
        if (!gone) {
            upstream.read(client.isWritable());
            proceed();
            flush();
        }
    }

    /** The client will send no more: it gets what it is owed, unless it would wait for something that may never come. */
    void inputEnded() {
        if (end.last() || ledger.isEmpty() && !held || ledger.awaitsBlocking() || memory.listens()) {
            end.now();
            return;
        }
        stall.end();
        end.halfClosed();
        if (!held) {
            end.begin();
        }
    }

    /** The connection is closed. */
    void closed() {
        gone = true;
        end.now();
        upstream.close();
        relay.linkLost();
        putBack.linkLost();
        parked.none();
        stall.end();
        requests.release();
        ledger.release();
    }

    // --- commands

    private void proceed() {
        if (!end.begun()) {
            try {
                dispatchAll();
            } catch (ProtocolException fault) {
                close(RespError.protocol(fault));
            }
        }
        settle();
    }

    private void dispatchAll() throws ProtocolException {
        held = false;
        try {
            while (!held && !dispatcher.quit() && !owesTooMuch() && requests.next()) {
                held = !dispatcher.dispatch();
                relay.writeLocal();
            }
        } finally {
            // Also when the next bytes are no command: those before them are, and are owed a reply.
            dispatcher.sendRun();
        }
        if (dispatcher.quit()) {
            end.begin();
        } else if (!held && (longPart() || requests.begun() || requests.dropping())) {
            held = !dispatcher.dispatchPart();
        }
    }

    private void settle() {
        if (gone) {
            return;
        }
        relay.writeLocal();
        if (waits()) {
            parked.some(upstream.connected());
        } else {
            parked.none();
        }
        if (end.begun()) {
            if (ledger.isEmpty()) {
                end.paid();
            }
            return;
        }
        boolean reading = reading();
        if (reading && !client.config().isAutoRead()) {
            stall.moved(System.nanoTime());
        }
        if (reading && requests.incomplete()) {
            stall.watch();
        }
        client.config().setAutoRead(reading);
    }

    /** Something is here that a master must take, and cannot be sent to one now. */
    private boolean waits() {
        if (upstream.congested()) {
            return false;
        }
        return held && !end.begun() || !upstream.connected() && !ledger.isEmpty();
    }

    private boolean longPart() {
        return requests.partLength() >= SEND_PART_FROM;
    }

    /** Whether more may be read from the client; if not, TCP tells it to wait. */
    private boolean reading() {
        return !upstream.congested() && !parked.full() && !owesTooMuch();
    }

    /** So many replies are due, or written and not read, that no more requests are taken until there are fewer. */
    private boolean owesTooMuch() {
        return ledger.size() >= context.limits().inFlight() || ledger.kept() >= context.limits().parkBytes()
                || client.bytesBeforeWritable() > MAX_UNREAD_ANSWERS;
    }

    /** Sends an error for bytes that are no RESP behind what the client is owed, and closes the connection then. */
    private void close(byte[] error) {
        context.events().protocolError();
        dispatcher.abandonPart();
        end.beginLingering();
        ledger.add(new Expected.Local(error));
    }

    private void stalled() {
        if (!end.begun() && requests.incomplete() && reading()) {
            close(RespError.stalled(context.limits().stallTimeout().toSeconds()));
            settle();
        }
    }

    // --- the link

    @Override
    public boolean needsLink() {
        return !gone && (held || !ledger.isEmpty() || memory.listens());
    }

    @Override
    public Passage turn() {
        return memory.listens() ? Passage.SUBSCRIBERS : ledger.awaitsPop() ? Passage.POPS : Passage.ALL;
    }

    /** It needs a link and has none, or none that is ready. */
    boolean lacksLink() {
        return needsLink() && !upstream.connected();
    }

    @Override
    public void linkReady() {
        dispatcher.resent();
        int again = restore.begin(dispatcher.silenced(), this::notRestored, () -> group.passed(this));
        if (again > 0) {
            context.events().replayed(again);
        }
        upstream.read(client.isWritable());
        proceed();
        flush();
    }

    @Override
    public void received(ByteBuf bytes) {
        try {
            boolean full = owesTooMuch();
            if (!relay.take(bytes)) {
                upstream.fail("a reply is too long to be held back");
                return;
            }
            if (relay.progressed()) {
                putBack.over();
                upstream.useful();
            }
            if (putBack.complete()) {
                return;
            }
            if (!client.isWritable()) {
                upstream.read(false);
            }
            if (end.begun() || full) {
                proceed();
            }
        } catch (ProtocolException fault) {
            upstream.fail("the master sent what is not RESP: " + fault.getMessage());
        }
    }

    @Override
    public void flushReplies() {
        client.flush();
        upstream.flush();
    }

    @Override
    public void writable() {
        if (!gone) {
            proceed();
            flush();
        }
    }

    @Override
    public void linkLost(LinkLoss loss) {
        if (gone) {
            return;
        }
        group.passed(this);
        putBack.linkLost();
        if (!relay.linkLost()) {
            LOG.warnf("Client %s is closed in the middle of a reply: %s", client.remoteAddress(), loss.reason());
            end.now();
            return;
        }
        context.events().unknownOutcomes(dispatcher.linkLost());
        if (loss.sessionRefused()) {
            LOG.warnf("Client %s is closed, its session cannot go on: %s", client.remoteAddress(), loss.reason());
            end(RespError.noMaster(loss.reason()));
            return;
        }
        proceed();
        flush();
    }

    private void notRestored() {
        LOG.warnf("Client %s is closed: the master does not take its subscriptions over", client.remoteAddress());
        end(RespError.noMaster("the master does not take the subscriptions over"));
    }

    // --- the gate, time and the end

    void gateChanged() {
        upstream.gateChanged();
        proceed();
        flush();
    }

    /** The oldest request has waited for too long: it is refused, and with it everything behind it. */
    private void refuseExpired() {
        if (dispatcher.transactionOpen()) {
            // One command of a transaction must not be missing: the whole of it is given up, and played out here.
            upstream.fail("a transaction waited too long");
            return;
        }
        if (!upstream.connected()) {
            ledger.refuse(RespError.noMaster());
        }
        boolean allRead = client.config().isAutoRead();
        boolean ofSession = refuseWaiting(RespError.noMaster());
        if (!allRead && ofSession) {
            // More was sent that nobody has read yet, and it counts on the transaction or the database that was refused.
            end.beginLingering();
        }
        proceed();
        flush();
    }

    /** The client's pop has waited for as long as the client wanted to, and no master could be asked. */
    private void endPop() {
        if (!upstream.connected() && ledger.first() instanceof Pop) {
            ledger.endPop(memory.resp3());
            proceed();
            flush();
        }
    }

    /** Whether one of what was refused was about the connection. */
    private boolean refuseWaiting(byte[] error) {
        if (end.begun()) {
            return false;
        }
        try {
            Dispatcher.Refused refused = dispatcher.refuseWaiting(error);
            context.events().refused(refused.commands());
            return refused.ofSession();
        } catch (ProtocolException fault) {
            close(RespError.protocol(fault));
            return false;
        }
    }

    /** No more requests are taken: what waits is refused, what was sent is waited for. */
    void drain() {
        if (!end.begun()) {
            boolean owed = held || !ledger.isEmpty() || !client.isWritable();
            client.config().setAutoRead(false);
            if (!upstream.connected()) {
                ledger.refuse(RespError.shuttingDown());
            }
            if (dispatcher.abandonPart()) {
                ledger.add(new Expected.Local(RespError.shuttingDown()));
            }
            refuseWaiting(RespError.shuttingDown());
            if (owed) {
                end.beginLingering();
            } else {
                end.begin();
            }
        }
        settle();
        flush();
    }

    /** Closes the connection at once. */
    void abort() {
        end.now();
    }

    /** Ends the session now, with this error for everything that is owed or waits. */
    void end(byte[] error) {
        ledger.refuse(error);
        refuseWaiting(error);
        end.begin();
        upstream.close();
        settle();
    }
}
