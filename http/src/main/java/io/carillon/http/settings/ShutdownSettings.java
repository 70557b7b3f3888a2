package io.carillon.http.settings;

import io.carillon.engine.registry.Waves;
import java.time.Duration;

/**
 * How a server ends that is asked to.
 *
 * @param keepServingFor for how long it takes connections as before, though it is not ready any
 *     more; zero for not at all
 * @param waves how connections are closed after that
 */
public record ShutdownSettings(Duration keepServingFor, Waves waves) {}
