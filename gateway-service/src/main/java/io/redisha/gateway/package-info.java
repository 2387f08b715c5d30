/**
 * Redis over HTTP, in the grammar of Webdis.
 * <p>
 * A request passes the packages in this order: {@code http} takes it from Quarkus REST and reads its body,
 * {@code request} understands it as one Redis command and what is wanted of the answer, {@code redis} runs the command
 * over connections to the one address of Redis (the proxy), {@code reply} renders what Redis said in the wanted format,
 * and {@code http} answers. {@code health} tells whether Redis ever answered and whether the service is going down.
 * <p>
 * All of it runs on the event loop that the HTTP connection belongs to; nothing blocks and nothing is shared between
 * loops but counters.
 */
package io.redisha.gateway;
