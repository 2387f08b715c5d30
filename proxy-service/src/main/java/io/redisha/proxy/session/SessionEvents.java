package io.redisha.proxy.session;

/** What sessions report to the metrics; from any event loop. */
public interface SessionEvents {

    void clientOpened();

    void clientClosed();

    /** Requests that were sent and lost without a reply, of which nobody can know whether they ran. */
    void unknownOutcomes(int requests);

    /** Requests that certainly did not run were refused. */
    void refused(int requests);

    /** A client's requests begin to wait for a master. */
    void parked();

    /** Requests were sent again, because their link was lost or had no master behind it. */
    void replayed(int requests);

    /** A node that is no master was not used: it said so when it was dialled, or refused a request. */
    void staleRefused();

    /** A client's bytes were not RESP. */
    void protocolError();
}
