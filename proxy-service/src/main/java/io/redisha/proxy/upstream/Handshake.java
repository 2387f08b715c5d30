package io.redisha.proxy.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

import io.redisha.proxy.resp.RespRequest;

/**
 * What is sent on a new link before any request, in one write if possible: the proxy's own AUTH if it has credentials, ROLE,
 * then
 * RESET, which gives those rights back unless the link is the proxy's own, a name for CLIENT LIST, and the commands that
 * bring the session back.
 *
 * @param name the name that CLIENT LIST shows; without blanks
 * @param own the link is for the proxy itself, which keeps its rights
 * @param session complete RESP requests; if one of them is refused, the session cannot go on here
 */
public record Handshake(String name, boolean own, List<byte[]> session) {

    /** What a reply to one of the commands must be. */
    enum Need {
        ACCEPTED("refused the proxy's own credentials"),
        MASTER("is not a master"),
        ANY(""),
        SESSION_RESTORED("did not take the session's state");

        final String fault;

        Need(String fault) {
            this.fault = fault;
        }
    }

    /** One command and what its reply must be. */
    record Step(byte[] command, Need need) {
    }

    /**
     * The commands in one write or two. With credentials, RESET waits until ROLE is answered: Redis closes a connection
     * that has authenticated no one and has more than 1 KiB of replies pending, and ROLE's reply would count.
     */
    Queue<List<Step>> opening(Credentials credentials) {
        List<Step> first = new ArrayList<>();
        List<Step> second = new ArrayList<>();
        if (credentials.password().isPresent()) {
            List<byte[]> auth = new ArrayList<>(List.of("AUTH".getBytes(UTF_8)));
            credentials.username().ifPresent(user -> auth.add(user.getBytes(UTF_8)));
            auth.add(credentials.password().get().getBytes(UTF_8));
            first.add(new Step(RespRequest.encode(auth), Need.ACCEPTED));
        }
        first.add(new Step(RespRequest.encode("ROLE"), Need.MASTER));
        boolean giveBack = credentials.password().isPresent() && !own;
        List<Step> rest = giveBack ? second : first;
        if (giveBack) {
            rest.add(new Step(RespRequest.encode("RESET"), Need.ACCEPTED));
        }
        // Refused where the client has yet to authenticate: then the name is missing, which harms nothing.
        rest.add(new Step(RespRequest.encode("CLIENT", "SETNAME", name), Need.ANY));
        for (byte[] command : session) {
            rest.add(new Step(command, Need.SESSION_RESTORED));
        }
        return new ArrayDeque<>(second.isEmpty() ? List.of(first) : List.of(first, second));
    }
}
