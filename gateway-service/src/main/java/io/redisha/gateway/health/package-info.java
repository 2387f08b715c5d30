/**
 * What an orchestrator is told. The service is live as long as it answers; ready from the first PONG of Redis on
 * ({@link io.redisha.gateway.health.RedisProbe} asks for it), through any failover, because requests wait then, until it
 * goes down ({@link io.redisha.gateway.health.Drain}); see {@link io.redisha.gateway.health.ReadyCheck}.
 */
package io.redisha.gateway.health;
