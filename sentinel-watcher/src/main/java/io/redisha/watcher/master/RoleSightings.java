package io.redisha.watcher.master;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import io.redisha.watcher.redis.Address;

/** What nodes last said about their role. Confined to the watch loop. */
final class RoleSightings {

    /** How long a node's word is good for: a candidate is asked anew for every attempt. */
    static final long FRESH_MILLIS = 1_000;
    private static final int REMEMBERED = 64;

    /**
     * @param unlike since when it has said otherwise without a break, or not answered; the time of the sighting if it says
     *        master
     */
    private record Sighting(boolean master, long at, long unlike) {
    }

    private final Map<Address, Sighting> sightings = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Address, Sighting> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** @param master whether the node said that it is a master; false also if it did not answer */
    void saw(Address node, boolean master, long now) {
        Sighting before = sightings.remove(node);
        sightings.put(node, new Sighting(master, now, master || before == null || before.master() ? now : before.unlike()));
    }

    /** Whether the node has said so just now, and after that moment. */
    boolean isMaster(Address node, long since, long now) {
        Sighting sighting = sightings.get(node);
        return sighting != null && sighting.master() && sighting.at() > since && now - sighting.at() <= FRESH_MILLIS;
    }

    /** Whether its word is soon too old. */
    boolean isAging(Address node, long now) {
        Sighting sighting = sightings.get(node);
        return sighting != null && now - sighting.at() > FRESH_MILLIS / 2;
    }

    /** Whether its last words were others, and since that long. */
    boolean hasNotBeenMasterFor(Duration time, Address node, long now) {
        Sighting sighting = sightings.get(node);
        return sighting != null && !sighting.master() && now - sighting.unlike() >= time.toMillis();
    }
}
