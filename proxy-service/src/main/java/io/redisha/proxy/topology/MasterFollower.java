package io.redisha.proxy.topology;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.jboss.logging.Logger;

import io.netty.channel.EventLoop;
import io.redisha.proxy.command.CommandTable;
import io.redisha.proxy.upstream.Dialer;
import io.redisha.proxy.upstream.Master;
import io.redisha.proxy.upstream.MasterCheck;

/**
 * Follows one master name: takes the states of all watchers, has the chosen master verified, and opens and closes the
 * gate. Confined to its event loop; the calls from elsewhere are handed over to it.
 */
public final class MasterFollower implements MasterCheck.Listener {

    private static final Logger LOG = Logger.getLogger(MasterFollower.class);

    private final Dialer dialer;
    private final EventLoop loop;
    private final Gate gate;
    private final CommandTable commands;
    private final MasterChoice choice = new MasterChoice();
    private final Map<String, MasterState> present = new HashMap<>();

    private Optional<MasterChoice.Choice> chosen = Optional.empty();
    private MasterCheck check;
    private boolean verified;
    /** Said once, not at each of the many attempts that fail alike. */
    private String lastDoubt;
    private Optional<Long> switchedAt = Optional.empty();
    private long closedSince = System.nanoTime();

    /** @param commands learns what each verified master says of its commands */
    public MasterFollower(Dialer dialer, EventLoop loop, Gate gate, CommandTable commands) {
        this.dialer = dialer;
        this.loop = loop;
        this.gate = gate;
        this.commands = commands;
    }

    /** A watcher has published this state; from any thread. */
    void heard(String watcher, MasterState state) {
        loop.execute(() -> {
            present.put(watcher, state);
            decide();
        });
    }

    /** A watcher is silent, and left out until it speaks again; from any thread. */
    void silent(String watcher) {
        loop.execute(() -> {
            present.remove(watcher);
            decide();
        });
    }

    /** A session has heard from this master that it is none: it is asked at once. From any thread. */
    public void suspect(Master master) {
        loop.execute(() -> {
            if (check != null && gate.state().follows(master)) {
                check.askNow();
            }
        });
    }

    /** Every session whose turn it was at this step of the opening gate has passed, or has had its time; from any thread. */
    public void passed(Gate.State step) {
        loop.execute(() -> {
            if (gate.state().equals(step)) {
                set(step.with(step.passage().next()), "");
            }
        });
    }

    /** Stops checking; the gate stays as it is. From any thread. */
    public void stop() {
        loop.execute(() -> {
            if (check != null) {
                check.end();
            }
        });
    }

    private void decide() {
        Optional<MasterChoice.Choice> before = chosen;
        chosen = choice.decide(present);
        if (chosen.isEmpty() || before.isPresent() && chosen.get().sameAs(before.get())) {
            return;
        }
        Master master = chosen.get().master();
        Optional<Master> last = before.map(MasterChoice.Choice::master);
        if (last.isEmpty() || last.get().generation() != master.generation()) {
            LOG.infof("Following master %s instead of %s (epoch %d; %s)", master.address(),
                    last.map(Master::address).orElse("none"), master.epoch(), chosen.get().source());
            switchedAt = last.map(any -> System.nanoTime());
            verify(master);
        }
        publish("a switch is under way");
    }

    private void verify(Master master) {
        verified = false;
        lastDoubt = null;
        if (check != null) {
            check.end();
        }
        check = new MasterCheck(dialer, loop, master, this);
        check.start();
    }

    private void publish(String whyClosed) {
        Master master = chosen.get().master();
        Gate.State now = gate.state();
        boolean goesOn = now.passage() != Passage.CLOSED && now.follows(master);
        Passage passage = !verified || !chosen.get().open() ? Passage.CLOSED : goesOn ? now.passage() : Passage.SUBSCRIBERS;
        set(new Gate.State(Optional.of(master), passage, switchedAt), whyClosed);
    }

    private void set(Gate.State next, String whyClosed) {
        Gate.State before = gate.state();
        boolean leaves = before.passage() != Passage.CLOSED && !before.follows(next.master().get());
        if (leaves || next.passage() == Passage.CLOSED && before.passage() != Passage.CLOSED) {
            closedSince = System.nanoTime();
            LOG.warnf("Gate closed, requests wait: %s (%s)", whyClosed, chosen.get().source());
        }
        if (next.open() && !before.open()) {
            Master master = next.master().get();
            LOG.infof("Gate open to master %s after %d ms (epoch %d; %s)", master.address(),
                    (System.nanoTime() - closedSince) / 1_000_000, master.epoch(), chosen.get().source());
        }
        gate.set(next);
    }

    @Override
    public void verified(Master master) {
        verified = true;
        lastDoubt = null;
        publish("");
    }

    @Override
    public void doubted(Master master, String reason) {
        if (!verified && !reason.equals(lastDoubt)) {
            LOG.warnf("Master %s is not verified: %s", master.address(), reason);
        }
        lastDoubt = reason;
        verified = false;
        publish(reason);
    }

    @Override
    public void described(Master master, Object reply) {
        LOG.debugf("Master %s has %d commands that only read", master.address(), commands.learn(reply));
    }
}
