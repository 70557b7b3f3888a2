/**
 * What connections are labelled with (tags, groups, users), and expressions over tags, put into a
 * form that sets can be combined by.
 *
 * <p>Pure: knows no connection, no actor and no registry. Start reading at {@link
 * io.carillon.engine.label.TagExpression}.
 */
package io.carillon.engine.label;
