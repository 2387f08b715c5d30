package io.redisha.proxy.session;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.redisha.proxy.resp.RespRequest;

/**
 * What the server knows about this connection, and must be told again on the next one. Written only when the server has
 * accepted the command. It holds the client's password, in memory alone.
 */
final class SessionMemory {

    private final Subscriptions subscriptions = new Subscriptions();
    private final Map<String, byte[]> settings = new LinkedHashMap<>();
    private byte[] auth;
    private byte[] select;
    private byte[] hello;
    private byte[] name = {};
    private boolean resp3;
    private boolean monitoring;

    void authenticated(byte[] request) {
        auth = request;
    }

    void selected(byte[] request) {
        select = request;
    }

    void protocol(byte[] version) {
        hello = RespRequest.encode(List.of("HELLO".getBytes(US_ASCII), version));
        resp3 = version.length == 1 && version[0] == '3';
    }

    void named(byte[] clientName) {
        name = clientName;
    }

    /** @param key one request is kept for each, the last; @param request as it was sent */
    void setting(String key, byte[] request) {
        settings.put(key, request);
    }

    void forget(String key) {
        settings.remove(key);
    }

    void monitoring() {
        monitoring = true;
    }

    /** RESET: the server has forgotten everything. */
    void reset() {
        auth = null;
        select = null;
        hello = null;
        name = new byte[0];
        resp3 = false;
        monitoring = false;
        settings.clear();
        subscriptions.clear();
    }

    boolean resp3() {
        return resp3;
    }

    byte[] name() {
        return name;
    }

    boolean isMonitoring() {
        return monitoring;
    }

    boolean tracks() {
        return settings.containsKey("TRACKING");
    }

    Subscriptions subscriptions() {
        return subscriptions;
    }

    /** The server sends to this connection without being asked: it needs a link even when the client is silent. */
    boolean listens() {
        return monitoring || tracks() || !subscriptions.isEmpty();
    }

    /** The requests that bring the state back, each with one reply; subscriptions and MONITOR are not among them. */
    List<byte[]> restore() {
        List<byte[]> requests = new ArrayList<>();
        if (auth != null) {
            requests.add(auth);
        }
        if (hello != null) {
            requests.add(hello);
        }
        if (select != null) {
            requests.add(select);
        }
        if (name.length > 0) {
            requests.add(RespRequest.encode(List.of("CLIENT".getBytes(US_ASCII), "SETNAME".getBytes(US_ASCII), name)));
        }
        requests.addAll(settings.values());
        return requests;
    }
}
