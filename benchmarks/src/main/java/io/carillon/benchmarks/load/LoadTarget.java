package io.carillon.benchmarks.load;

/**
 * The server under load, on 127.0.0.1.
 *
 * @param port where WebSockets are opened, on {@code path}
 * @param publishPort where messages are posted, to {@code publishPath}
 * @param serverPid the process whose CPU time is read, 0 for none
 */
public record LoadTarget(
    int port, String path, int publishPort, String publishPath, long serverPid) {}
