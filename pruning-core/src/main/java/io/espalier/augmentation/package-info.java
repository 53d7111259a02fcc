/**
 * Changes of training examples as they are seen, one a class.
 *
 * <p>Stands on shapes and random numbers.
 */
package io.espalier.augmentation;
