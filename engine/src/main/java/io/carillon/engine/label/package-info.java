/**
 * The labels that connections carry, as words: tag expressions read and put into a form that sets
 * can be combined by.
 *
 * <p>Pure: knows no connection, no actor and no registry. Start reading at {@link
 * io.carillon.engine.label.TagExpression}.
 */
package io.carillon.engine.label;
