/**
 * The admin port: who may knock ({@link io.carillon.http.admin.Gate}), and what happens to a
 * request that came in ({@link io.carillon.http.admin.AdminHandler}).
 *
 * <p>Serves any table of endpoints and knows none of them.
 */
package io.carillon.http.admin;
