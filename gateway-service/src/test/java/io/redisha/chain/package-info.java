/** Tests of everything together: HTTP client, gateway, proxy, watcher, Sentinels and Redis, all real processes. */
package io.redisha.chain;
