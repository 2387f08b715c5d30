package io.redisha.gateway.reply;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.redisha.gateway.reply.Reply.Array;
import io.redisha.gateway.reply.Reply.Bulk;
import io.redisha.gateway.reply.Reply.Int;
import io.redisha.gateway.reply.Reply.Nil;
import io.redisha.gateway.request.RedisCommand;

/**
 * The JSON of commands whose reply is more than an array: Webdis gives members names. A shape writes nothing and returns
 * false when the reply does not have the structure it knows, such as an error or ids without entries; then the plain form
 * is written.
 */
@FunctionalInterface
interface JsonShape {

    /** Writes the reply, or nothing. */
    boolean write(JsonOutput out, Reply reply);

    /** The shape of a command's reply. */
    static JsonShape of(RedisCommand command) {
        return Shapes.BY_COMMAND.getOrDefault(command.upperName(), (out, reply) -> false);
    }

    /** The shapes, and which command has which. */
    final class Shapes {

        private static final Map<String, JsonShape> BY_COMMAND = Map.ofEntries(
                Map.entry("HGETALL", Shapes::pairs),
                Map.entry("INFO", Shapes::info),
                Map.entry("XRANGE", Shapes::entries),
                Map.entry("XREVRANGE", Shapes::entries),
                Map.entry("XCLAIM", Shapes::entries),
                Map.entry("XREAD", Shapes::streams),
                Map.entry("XREADGROUP", Shapes::streams),
                Map.entry("XPENDING", Shapes::pending),
                Map.entry("GEORADIUS", Shapes::places),
                Map.entry("GEORADIUS_RO", Shapes::places),
                Map.entry("GEORADIUSBYMEMBER", Shapes::places),
                Map.entry("GEORADIUSBYMEMBER_RO", Shapes::places));

        private Shapes() {
        }

        private static boolean pairs(JsonOutput out, Reply reply) {
            if (!(reply instanceof Array array)) {
                return false;
            }
            out.pairs(array.elements());
            return true;
        }

        /** Lines {@code key:value}; the headers of the sections stand between them as comments and are left out. */
        private static boolean info(JsonOutput out, Reply reply) {
            if (!(reply instanceof Bulk text)) {
                return false;
            }
            out.beginObject();
            text.bytes().toString(StandardCharsets.UTF_8).lines().forEach(line -> {
                int colon = line.indexOf(':');
                if (colon >= 0 && !line.startsWith("#")) {
                    out.name(line.substring(0, colon));
                    out.text(line.substring(colon + 1));
                }
            });
            out.endObject();
            return true;
        }

        /** {@code [{"id": "1-1", "msg": {"field": "value"}}]}. */
        private static boolean entries(JsonOutput out, Reply reply) {
            if (!(reply instanceof Array array) || !array.elements().stream().allMatch(Shapes::isEntry)) {
                return false;
            }
            out.beginArray();
            for (Reply element : array.elements()) {
                List<Reply> entry = ((Array) element).elements();
                out.beginObject();
                member(out, "id", entry.get(0));
                out.name("msg");
                if (entry.get(1) instanceof Array fields) {
                    out.pairs(fields.elements());
                } else {
                    out.element(entry.get(1));
                }
                out.endObject();
            }
            out.endArray();
            return true;
        }

        /** An id with its fields, or with null when the entry is deleted. */
        private static boolean isEntry(Reply reply) {
            return reply instanceof Array entry && entry.elements().size() == 2 && entry.elements().get(0) instanceof Bulk
                    && (entry.elements().get(1) instanceof Array || entry.elements().get(1) instanceof Nil);
        }

        /** {@code {"stream": [entries]}}. */
        private static boolean streams(JsonOutput out, Reply reply) {
            if (!(reply instanceof Array array) || !array.elements().stream().allMatch(Shapes::isStream)) {
                return false;
            }
            out.beginObject();
            for (Reply element : array.elements()) {
                List<Reply> stream = ((Array) element).elements();
                out.name(((Bulk) stream.get(0)).bytes().toString());
                entries(out, stream.get(1));
            }
            out.endObject();
            return true;
        }

        private static boolean isStream(Reply reply) {
            return reply instanceof Array stream && stream.elements().size() == 2
                    && stream.elements().get(0) instanceof Bulk name && JsonOutput.isUtf8(name.bytes())
                    && stream.elements().get(1) instanceof Array entries
                    && entries.elements().stream().allMatch(Shapes::isEntry);
        }

        /** The summary as an object, the list as an array of objects. */
        private static boolean pending(JsonOutput out, Reply reply) {
            if (!(reply instanceof Array array)) {
                return false;
            }
            List<Reply> elements = array.elements();
            if (elements.size() == 4 && elements.get(0) instanceof Int) {
                out.beginObject();
                member(out, "msgs", elements.get(0));
                member(out, "idmin", elements.get(1));
                member(out, "idmax", elements.get(2));
                consumers(out, elements.get(3));
                out.endObject();
                return true;
            }
            if (!elements.stream().allMatch(element -> hasElements(element, 4))) {
                return false;
            }
            out.beginArray();
            for (Reply element : elements) {
                List<Reply> message = ((Array) element).elements();
                out.beginObject();
                member(out, "id", message.get(0));
                member(out, "owner", message.get(1));
                member(out, "elapsedtime", message.get(2));
                member(out, "deliveries", message.get(3));
                out.endObject();
            }
            out.endArray();
            return true;
        }

        private static void consumers(JsonOutput out, Reply reply) {
            if (reply instanceof Array consumers && consumers.elements().stream().allMatch(one -> hasElements(one, 2))) {
                out.name("msgsperconsumer");
                out.pairs(consumers.elements().stream().flatMap(one -> ((Array) one).elements().stream()).toList());
            }
        }

        /** What {@code WITHDIST}, {@code WITHHASH} and {@code WITHCOORD} add, told apart by type. */
        private static boolean places(JsonOutput out, Reply reply) {
            if (!(reply instanceof Array array) || array.elements().isEmpty()
                    || !array.elements().stream().allMatch(element -> element instanceof Array)) {
                return false;
            }
            out.beginArray();
            for (Reply element : array.elements()) {
                List<Reply> place = ((Array) element).elements();
                out.beginObject();
                member(out, "name", place.get(0));
                for (Reply detail : place.subList(1, place.size())) {
                    member(out, detail instanceof Int ? "hash" : detail instanceof Array ? "coords" : "dist", detail);
                }
                out.endObject();
            }
            out.endArray();
            return true;
        }

        private static boolean hasElements(Reply reply, int count) {
            return reply instanceof Array array && array.elements().size() == count;
        }

        /** A member; without a value, none, as in Webdis. */
        private static void member(JsonOutput out, String name, Reply value) {
            if (!(value instanceof Nil)) {
                out.name(name);
                out.element(value);
            }
        }
    }
}
