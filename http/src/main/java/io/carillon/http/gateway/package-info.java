/**
 * What GatewayWorker does, over an engine: its functions by what they are about. {@code
 * io.carillon.http.Gateway} puts them together for Java, {@code http.v1} for HTTP.
 */
package io.carillon.http.gateway;
