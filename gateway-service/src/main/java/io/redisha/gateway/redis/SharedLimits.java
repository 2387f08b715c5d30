package io.redisha.gateway.redis;

import java.time.Duration;

/**
 * What may wait on one shared link.
 *
 * @param requests how many requests
 * @param bytes how many bytes of requests; a single request may have more
 * @param timeout how long each
 */
record SharedLimits(int requests, long bytes, Duration timeout) {
}
