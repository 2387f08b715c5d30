/**
 * What commands mean to a proxy: which of them it has to read, and what may be done with one whose reply is lost.
 * <p>
 * {@link io.redisha.proxy.command.CommandTable} finds the {@link io.redisha.proxy.command.CommandKind} by the name, from a
 * short list that holds everywhere and from what the server says in its reply to {@code COMMAND}, so that commands of
 * modules and of versions to come need no change here. {@link io.redisha.proxy.command.PopTimeout} knows how long a
 * blocking pop may still wait.
 * <p>
 * The table is shared by all event loops; everything else is a value.
 */
package io.redisha.proxy.command;
