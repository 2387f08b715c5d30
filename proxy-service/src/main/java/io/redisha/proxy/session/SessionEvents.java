package io.redisha.proxy.session;

/** What sessions report to the metrics; from any event loop. */
public interface SessionEvents {

    void clientOpened();

    void clientClosed();

    /** Requests that were sent and lost without a reply, of which nobody can know whether they ran. */
    void unknownOutcomes(int requests);

    /** Requests that certainly did not run were refused. */
    void refused(int requests);

    /** A client's bytes were not RESP. */
    void protocolError();
}
