/**
 * From HOCON to checked settings: which sources there are and what each key may hold.
 *
 * <p>Every problem is found in one pass and named with its key, value, expectation, file and line.
 * Knows no actor and no port. Start reading at {@link io.carillon.http.settings.CarillonSettings}.
 */
package io.carillon.http.settings;
