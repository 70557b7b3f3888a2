/**
 * The rules of the house that a machine can check, shared by the architecture tests of all modules.
 *
 * <p>Start reading at {@link io.carillon.architecture.ArchitectureContract}; every rule has a
 * fixture that breaks it.
 */
package io.carillon.architecture;
