/**
 * Other nodes of a cluster: who is there ({@link io.carillon.engine.node.NodeWatcher}), what is
 * said to them ({@link io.carillon.engine.node.NodeMessage}) and how it looks on the wire ({@link
 * io.carillon.engine.node.Layouts}). Nothing else of ours leaves the process.
 */
package io.carillon.engine.node;
