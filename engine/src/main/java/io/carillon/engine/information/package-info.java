/**
 * What an application stores with a connection, and what it can be searched for.
 *
 * <p>Knows no connection and no actor. Start reading at {@link
 * io.carillon.engine.information.StoredInformation}.
 */
package io.carillon.engine.information;
