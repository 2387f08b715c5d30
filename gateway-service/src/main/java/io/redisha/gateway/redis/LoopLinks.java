package io.redisha.gateway.redis;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The shared links of one event loop: that of the configured database, and those of the databases named in requests, as
 * many as the limit allows. Each database has its own connection, so that a request can never run in another's.
 * <p>
 * Confined to its event loop.
 */
final class LoopLinks {

    private final Function<Optional<String>, SharedLink> links;
    private final int maxDatabases;
    private final SharedLink configured;
    private final Map<String, SharedLink> byDatabase = new LinkedHashMap<>(16, 0.75f, true);

    LoopLinks(Function<Optional<String>, SharedLink> links, int maxDatabases) {
        this.links = links;
        this.maxDatabases = maxDatabases;
        configured = links.apply(Optional.empty());
    }

    /**
     * The link of a database.
     *
     * @throws RedisBusyException when all that there may be are in use
     */
    SharedLink to(Optional<String> database) {
        if (database.isEmpty()) {
            return configured;
        }
        SharedLink known = byDatabase.get(database.get());
        if (known != null) {
            return known;
        }
        if (byDatabase.size() >= maxDatabases) {
            dropLeastRecentlyUsed();
        }
        SharedLink added = links.apply(database);
        byDatabase.put(database.get(), added);
        return added;
    }

    void close() {
        configured.close();
        byDatabase.values().forEach(SharedLink::close);
    }

    private void dropLeastRecentlyUsed() {
        for (Iterator<SharedLink> oldestFirst = byDatabase.values().iterator(); oldestFirst.hasNext();) {
            SharedLink link = oldestFirst.next();
            if (link.isIdle()) {
                oldestFirst.remove();
                link.close();
                return;
            }
        }
        throw new RedisBusyException("Requests to too many databases wait for Redis");
    }
}
