package io.redisha.proxy.upstream;

/**
 * A node that is followed as the master.
 *
 * @param host a name or an address, as the watcher gives it; resolved when it is dialled
 * @param epoch the config epoch of Sentinel that made it the master
 * @param generation counts the masters that this proxy has followed, from 1
 */
public record Master(String host, int port, long epoch, long generation) {

    /** {@code host:port}, for logs and messages. */
    public String address() {
        return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
    }
}
