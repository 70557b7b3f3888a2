/**
 * Which connections of this node match a route, a label or an id.
 *
 * <p>Membership is owned by actors: {@link io.carillon.engine.registry.Registry} for ids, one
 * {@link io.carillon.engine.registry.RouteSupervisor} a route in use and one {@link
 * io.carillon.engine.registry.LabelSupervisor} a tag, group or user in use. They answer with {@link
 * io.carillon.engine.registry.Members}, an immutable snapshot.
 */
package io.carillon.engine.registry;
