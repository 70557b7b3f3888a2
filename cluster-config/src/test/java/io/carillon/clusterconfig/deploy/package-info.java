/** What the files under {@code cluster-config/deploy} say, beside what the program knows. */
package io.carillon.clusterconfig.deploy;
