package io.redisha.watcher.sentinel;

/** A reply that is no answer of a Sentinel: something else listens there, or it lies. The message is for the log. */
final class MalformedAnswer extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MalformedAnswer(String message) {
        super(message, null, false, false);
    }
}
