package io.redisha.proxy.upstream;

import java.util.Optional;

/** Who the proxy is to Redis when it asks on its own behalf; never lent to a client. */
public record Credentials(Optional<String> username, Optional<String> password) {

    @Override
    public String toString() {
        return "Credentials[" + (password.isPresent() ? "set" : "none") + "]";
    }
}
