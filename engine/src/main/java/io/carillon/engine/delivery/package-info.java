/**
 * One frame to one connection: the outbox it waits in, who may write it, and the tally of what
 * became of it.
 *
 * <p>Plain objects shared between a lane's thread and a connection's stream; knows no actor and no
 * stream. Start reading at {@link io.carillon.engine.delivery.Outbox}; {@link
 * io.carillon.engine.delivery.Tally} holds the conservation law.
 */
package io.carillon.engine.delivery;
