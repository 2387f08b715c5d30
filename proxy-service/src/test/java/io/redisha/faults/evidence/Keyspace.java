package io.redisha.faults.evidence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

import io.redisha.local.RedisNode;
import io.redisha.local.Reply;
import io.redisha.local.RespConnection;

/**
 * All that one server holds: strings and lists of each database.
 *
 * @param strings of a database: key and value
 * @param lists of a database: key and elements, the head first
 */
public record Keyspace(Map<Integer, Map<String, String>> strings, Map<Integer, Map<String, List<String>>> lists) {

    private static final int BATCH = 500;

    /** Reads a node past the proxy. */
    public static Keyspace of(RedisNode node) {
        Keyspace keyspace = new Keyspace(new HashMap<>(), new HashMap<>());
        List<Integer> databases = node.info("keyspace").keySet().stream().filter(name -> name.matches("db\\d+"))
                .map(name -> Integer.parseInt(name.substring(2))).toList();
        try (RespConnection connection = RespConnection.connect(node.host(), node.port())) {
            for (int database : databases) {
                connection.call("SELECT", Integer.toString(database));
                keyspace.read(database, connection);
            }
        }
        return keyspace;
    }

    private void read(int database, RespConnection connection) {
        List<String> keys = connection.call("KEYS", "*").items().stream().map(Reply::text).toList();
        Map<String, String> texts = new HashMap<>();
        Map<String, List<String>> queues = new HashMap<>();
        for (int from = 0; from < keys.size(); from += BATCH) {
            List<String> batch = keys.subList(from, Math.min(from + BATCH, keys.size()));
            connection.writeAll(batch.stream().map(key -> new String[] { "GET", key }).toList());
            List<String> others = new ArrayList<>();
            for (String key : batch) {
                Reply value = connection.read();
                if (value instanceof Reply.Bulk) {
                    texts.put(key, value.text());
                } else if (value instanceof Reply.Failure failure && failure.text().startsWith("WRONGTYPE")) {
                    others.add(key);
                }
            }
            for (String key : others) {
                queues.put(key, connection.call("LRANGE", key, "0", "-1").items().stream().map(Reply::text).toList());
            }
        }
        strings.put(database, texts);
        lists.put(database, queues);
    }

    public Optional<String> string(int database, String key) {
        return Optional.ofNullable(strings.getOrDefault(database, Map.of()).get(key));
    }

    /** Empty if there is no such list. */
    public List<String> list(String key) {
        return lists.getOrDefault(0, Map.of()).getOrDefault(key, List.of());
    }

    /** Every key with its database, as {@code 5/name}. */
    public TreeSet<String> names() {
        TreeSet<String> names = new TreeSet<>();
        strings.forEach((database, texts) -> texts.keySet().forEach(key -> names.add(database + "/" + key)));
        lists.forEach((database, queues) -> queues.keySet().forEach(key -> names.add(database + "/" + key)));
        return names;
    }
}
