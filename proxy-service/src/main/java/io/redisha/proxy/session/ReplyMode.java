package io.redisha.proxy.session;

/** CLIENT REPLY: whether the server answers. */
enum ReplyMode {
    ON,
    OFF,
    /** Not the next command. */
    SKIP
}
