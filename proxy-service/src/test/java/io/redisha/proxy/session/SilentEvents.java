package io.redisha.proxy.session;

/** Counts nothing. */
final class SilentEvents implements SessionEvents {

    @Override
    public void clientOpened() {
    }

    @Override
    public void clientClosed() {
    }

    @Override
    public void unknownOutcomes(int requests) {
    }

    @Override
    public void refused(int requests) {
    }

    @Override
    public void parked() {
    }

    @Override
    public void replayed(int requests) {
    }

    @Override
    public void staleRefused() {
    }

    @Override
    public void protocolError() {
    }
}
