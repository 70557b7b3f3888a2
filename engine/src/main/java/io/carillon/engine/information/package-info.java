/**
 * What an application stores: with a connection, as texts by key that can be searched for and as
 * one JSON object, and for itself.
 *
 * <p>Knows no connection and no actor. Start reading at {@link
 * io.carillon.engine.information.StoredInformation}.
 */
package io.carillon.engine.information;
