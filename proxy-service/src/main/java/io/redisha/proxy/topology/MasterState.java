package io.redisha.proxy.topology;

import io.redisha.proxy.upstream.Master;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

/**
 * What one watcher says about the master: the part of its JSON that the proxy acts on. Unknown members are ignored.
 *
 * @param known false while the watcher has never agreed on a master; the address and the epoch mean nothing then
 * @param switching a failover is announced or under way: the address is still the last one, nothing may be sent
 * @param confirmed the epoch is Sentinel's config epoch, not only an announced one
 * @param rollback the change to this state goes back in epoch by the rule for it
 */
public record MasterState(boolean known, boolean switching, String host, int port, long epoch, long generation,
        boolean confirmed, boolean rollback) {

    private static final MasterState UNKNOWN = new MasterState(false, false, null, 0, 0, 0, true, false);

    /** @throws IllegalArgumentException saying what is wrong, if this is not a state as a watcher publishes it */
    static MasterState parse(String json) {
        try {
            JsonObject state = new JsonObject(json);
            String phase = state.getString("phase");
            if ("unknown".equals(phase)) {
                return UNKNOWN;
            }
            if (!"stable".equals(phase) && !"switching".equals(phase)) {
                throw new IllegalArgumentException("unknown phase '" + phase + "'");
            }
            String host = state.getString("host");
            Integer port = state.getInteger("port");
            Long epoch = state.getLong("epoch");
            if (host == null || host.isBlank() || port == null || port < 1 || port > 65535 || epoch == null || epoch < 0) {
                throw new IllegalArgumentException("no usable host, port and epoch");
            }
            return new MasterState(true, "switching".equals(phase), host, port, epoch, state.getLong("generation", 0L),
                    state.getBoolean("confirmed", true), state.getBoolean("rollback", false));
        } catch (DecodeException | ClassCastException notJson) {
            throw new IllegalArgumentException("not the JSON of a master: " + notJson.getMessage(), notJson);
        }
    }

    boolean sameAddress(Master master) {
        return port == master.port() && host.equalsIgnoreCase(master.host());
    }
}
