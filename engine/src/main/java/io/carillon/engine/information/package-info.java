/**
 * What an application stores: with a connection, where it can be searched for, and for itself.
 *
 * <p>Knows no connection and no actor. Start reading at {@link
 * io.carillon.engine.information.StoredInformation}.
 */
package io.carillon.engine.information;
