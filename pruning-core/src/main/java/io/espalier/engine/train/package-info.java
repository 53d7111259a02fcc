/**
 * What a training step is made of: loss, backpropagation, update rules, and the hooks of a train step.
 *
 * <p>Stands on engine.torch, and on the records that describe a train step.
 */
package io.espalier.engine.train;
