/**
 * The door: from a configuration to a running server, embedded ({@link
 * io.carillon.http.CarillonServer}) or as a program ({@link io.carillon.http.Main}).
 */
package io.carillon.http;
