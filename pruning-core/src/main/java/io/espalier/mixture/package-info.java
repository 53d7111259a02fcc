/**
 * Mixtures of normal distributions over weights, and the arithmetic that they need.
 *
 * <p>Stands on nothing.
 */
package io.espalier.mixture;
