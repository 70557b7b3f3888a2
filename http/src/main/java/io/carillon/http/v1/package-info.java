/**
 * The native API: broadcasts that answer with their whole receipt, and connections one by one.
 *
 * <p>JSON is read strictly: what is not understood is refused with the name of its field. Start
 * reading at {@link io.carillon.http.v1.NativeApi}.
 */
package io.carillon.http.v1;
