package io.redisha.proxy.session;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.redisha.proxy.resp.RespRequest;

/** The channels and patterns that the server has confirmed. */
final class Subscriptions {

    /** The three kinds, with the word that the server confirms with, which is the command's name in lower case. */
    enum Kind {
        CHANNEL("subscribe", "unsubscribe"),
        PATTERN("psubscribe", "punsubscribe"),
        SHARD("ssubscribe", "sunsubscribe");

        final byte[] subscribe;
        final byte[] unsubscribe;

        Kind(String subscribe, String unsubscribe) {
            this.subscribe = subscribe.getBytes(US_ASCII);
            this.unsubscribe = unsubscribe.getBytes(US_ASCII);
        }
    }

    private final Map<Kind, Set<ByteBuffer>> names = new EnumMap<>(Kind.class);

    Subscriptions() {
        for (Kind kind : Kind.values()) {
            names.put(kind, new LinkedHashSet<>());
        }
    }

    void add(Kind kind, byte[] name) {
        names.get(kind).add(ByteBuffer.wrap(name));
    }

    void remove(Kind kind, byte[] name) {
        names.get(kind).remove(ByteBuffer.wrap(name));
    }

    void removeAll(Kind kind) {
        names.get(kind).clear();
    }

    int count(Kind kind) {
        return names.get(kind).size();
    }

    boolean isEmpty() {
        return names.values().stream().allMatch(Set::isEmpty);
    }

    void clear() {
        names.values().forEach(Set::clear);
    }

    /** The request that subscribes to all of a kind again. */
    byte[] request(Kind kind) {
        List<byte[]> arguments = new ArrayList<>();
        arguments.add(kind.subscribe);
        names.get(kind).forEach(name -> arguments.add(name.array()));
        return RespRequest.encode(arguments);
    }
}
