package io.redisha.proxy.topology;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.jboss.logging.Logger;

import io.netty.channel.EventLoop;
import io.redisha.proxy.upstream.Dialer;
import io.redisha.proxy.upstream.Master;
import io.redisha.proxy.upstream.MasterCheck;

/**
 * Follows one master name: takes the states of all watchers, has the chosen master verified, and opens and closes the
 * gate. Confined to its event loop; the calls from the feeds are handed over to it.
 */
public final class MasterFollower implements MasterCheck.Listener {

    private static final Logger LOG = Logger.getLogger(MasterFollower.class);

    private final Dialer dialer;
    private final EventLoop loop;
    private final Gate gate;
    private final MasterChoice choice = new MasterChoice();
    private final Map<String, MasterState> present = new HashMap<>();

    private Optional<MasterChoice.Choice> chosen = Optional.empty();
    private MasterCheck check;
    private boolean verified;
    /** Said once, not at each of the many attempts that fail alike. */
    private String lastDoubt;
    private long closedSince = System.nanoTime();

    public MasterFollower(Dialer dialer, EventLoop loop, Gate gate) {
        this.dialer = dialer;
        this.loop = loop;
        this.gate = gate;
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
        chosen = choice.decide(present.values());
        if (chosen.isEmpty() || chosen.equals(before)) {
            return;
        }
        Master master = chosen.get().master();
        Optional<Master> last = before.map(MasterChoice.Choice::master);
        if (last.isEmpty() || last.get().generation() != master.generation()) {
            LOG.infof("Following master %s instead of %s (epoch %d, generation %d)", master.address(),
                    last.map(Master::address).orElse("none"), master.epoch(), master.generation());
            verify(master);
        }
        publish("the watchers say that a switch is under way");
    }

    private void verify(Master master) {
        verified = false;
        if (check != null) {
            check.end();
        }
        check = new MasterCheck(dialer, loop, master, this);
        check.start();
    }

    private void publish(String whyClosed) {
        Gate.State next = new Gate.State(chosen.map(MasterChoice.Choice::master), verified && chosen.get().open());
        boolean wasOpen = gate.state().open();
        if (next.open() && !wasOpen) {
            Master master = next.master().get();
            LOG.infof("Gate open to master %s after %d ms (epoch %d, generation %d)", master.address(),
                    (System.nanoTime() - closedSince) / 1_000_000, master.epoch(), master.generation());
        } else if (!next.open() && wasOpen) {
            closedSince = System.nanoTime();
            LOG.warnf("Gate closed, requests wait: %s", whyClosed);
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
}
