/** Small programs around an embedded server, to copy: each is one file with a {@code main}. */
package io.carillon.http.examples;
