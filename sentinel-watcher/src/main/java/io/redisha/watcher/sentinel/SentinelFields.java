package io.redisha.watcher.sentinel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import io.redisha.watcher.redis.Address;
import io.redisha.watcher.redis.RedisNode;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;

/** The names and values in which a Sentinel describes one instance. */
record SentinelFields(Map<String, String> values) {

    private static final int MOST_FIELDS = 256;
    private static final int MOST_INSTANCES = 256;

    static SentinelFields of(Response reply) {
        int size = sizeOfArray(reply);
        if (size % 2 != 0 || size > MOST_FIELDS) {
            throw new MalformedAnswer("an instance with " + size + " names and values");
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < size; i += 2) {
            values.put(String.valueOf(reply.get(i)), String.valueOf(reply.get(i + 1)));
        }
        return new SentinelFields(values);
    }

    static List<SentinelFields> listOf(Response reply) {
        int size = sizeOfArray(reply);
        if (size > MOST_INSTANCES) {
            throw new MalformedAnswer("a list of " + size + " instances");
        }
        return IntStream.range(0, size).mapToObj(i -> of(reply.get(i))).toList();
    }

    private static int sizeOfArray(Response reply) {
        if (reply == null || reply.type() != ResponseType.MULTI) {
            throw new MalformedAnswer("no array where a Sentinel has one");
        }
        return reply.size();
    }

    /** Empty for an instance whose address nobody could dial: a Sentinel may list one that it has never resolved. */
    Optional<RedisNode> node() {
        return address().map(address -> new RedisNode(address, text("runid", "")));
    }

    Optional<Address> address() {
        try {
            return Optional.of(new Address(text("ip", ""), Integer.parseInt(text("port", ""))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    boolean hasFlag(String flag) {
        return List.of(text("flags", "").split(",")).contains(flag);
    }

    long number(String name, long otherwise) {
        String value = values.get(name);
        try {
            return value == null ? otherwise : Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new MalformedAnswer(name + " is no number");
        }
    }
}
