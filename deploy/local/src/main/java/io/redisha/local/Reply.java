package io.redisha.local;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One reply of a Redis server, RESP2 or RESP3. RESP3 attributes are read and left out. */
public sealed interface Reply {

    /** {@code +OK} */
    record Status(String text) implements Reply {
    }

    /** {@code -ERR ...}, without the minus; also the RESP3 blob error. */
    record Failure(String text) implements Reply {
    }

    /** {@code :42} */
    record Int(long value) implements Reply {
        @Override
        public String text() {
            return Long.toString(value);
        }
    }

    /** {@code $5 hello} */
    record Bulk(byte[] bytes) implements Reply {
        @Override
        public String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Bulk bulk && Arrays.equals(bytes, bulk.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return "Bulk[" + text() + "]";
        }
    }

    /** {@code $-1}, {@code *-1} and {@code _} */
    record Nil() implements Reply {
        @Override
        public String text() {
            return null;
        }
    }

    /** {@code *2 ...} */
    record Array(List<Reply> items) implements Reply {
    }

    /** {@code %1 ...}, in the order of the server */
    record MapReply(Map<Reply, Reply> entries) implements Reply {
        @Override
        public List<Reply> items() {
            List<Reply> items = new ArrayList<>();
            entries.forEach((key, value) -> {
                items.add(key);
                items.add(value);
            });
            return items;
        }
    }

    /** {@code ~2 ...} */
    record SetReply(List<Reply> items) implements Reply {
    }

    /** {@code >3 ...}: sent by the server unasked */
    record Push(List<Reply> items) implements Reply {
    }

    /** {@code #t} */
    record Bool(boolean value) implements Reply {
        @Override
        public String text() {
            return Boolean.toString(value);
        }
    }

    /** {@code ,3.14} */
    record Double(double value) implements Reply {
        @Override
        public String text() {
            return java.lang.Double.toString(value);
        }
    }

    /** {@code (3492890328409238509324850943850943825024385} */
    record BigNumber(BigInteger value) implements Reply {
        @Override
        public String text() {
            return value.toString();
        }
    }

    /** {@code =15 txt:...}; the format is {@code txt} or {@code mkd} */
    record Verbatim(String format, String text) implements Reply {
    }

    /** The text of a scalar (bytes read as UTF-8), null for {@link Nil}. */
    default String text() {
        throw new IllegalStateException("not a scalar: " + this);
    }

    /** The elements of an array, set or push; keys and values in turn of a map. */
    default List<Reply> items() {
        throw new IllegalStateException("not an aggregate: " + this);
    }

    /** Field names and values, whether they came as a RESP3 map or as a RESP2 array of pairs. */
    default Map<String, String> fields() {
        List<Reply> items = items();
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i + 1 < items.size(); i += 2) {
            fields.put(items.get(i).text(), items.get(i + 1).text());
        }
        return fields;
    }
}
