/**
 * The admin port: who may knock ({@link io.carillon.http.admin.Gate}), and what it is bound with
 * ({@link io.carillon.http.admin.AdminPort}).
 *
 * <p>Serves any table of endpoints and knows none of them.
 */
package io.carillon.http.admin;
