/**
 * Reads the YAML file of a sweep: overrides, the grid, and every problem of the file at once.
 *
 * <p>Stands on binding and sweep, and on the records that a file may name; nothing that runs uses it.
 */
package io.espalier.config;
