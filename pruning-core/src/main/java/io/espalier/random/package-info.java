/**
 * Random numbers as pure functions of a key and a counter.
 *
 * <p>Stands on nothing of ours.
 */
package io.espalier.random;
