/**
 * Networks that begin with weights of a file, and the files that networks are made of.
 *
 * <p>Stands on network, and on snapshot's reader of safetensors.
 */
package io.espalier.pretrained;
