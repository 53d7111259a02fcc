/**
 * The operators on libtorch, one file each: {@code XKernel} computes the operator {@code X} of
 * {@code io.espalier.network.op}.
 */
package io.espalier.engine.torch.op;
