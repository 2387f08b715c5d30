/**
 * One address that clients connect to, together with the master behind it.
 * <p>
 * {@link io.redisha.proxy.listener.ProxyListener} owns everything of it: the server socket, the gate with its follower and
 * watchers, and the sessions, one {@link io.redisha.proxy.session.SessionGroup} for each event loop. A second address for a
 * second master is a second such object. {@link io.redisha.proxy.listener.ProxyServer} starts and drains them with the
 * application, on Quarkus' main thread; everything else happens on the event loops.
 */
package io.redisha.proxy.listener;
