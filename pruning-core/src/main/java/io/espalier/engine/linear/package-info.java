/**
 * Training of fully connected layers on plain arrays: dense by the BLAS inside libtorch, sparse by loops over what is left.
 *
 * <p>Stands on engine.train and engine.torch.
 */
package io.espalier.engine.linear;
