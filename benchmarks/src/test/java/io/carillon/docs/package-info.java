/**
 * Reads every document of the repository and checks that what it names exists.
 *
 * <p>{@link io.carillon.docs.Document} knows Markdown, {@link io.carillon.docs.Repository} knows
 * what exists, {@link io.carillon.docs.DocsCheck} knows which mention must be found where.
 */
package io.carillon.docs;
