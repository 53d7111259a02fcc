/**
 * What criteria and reconstructors ask of a network, answered by libtorch: gradients, curvature, relevance, activations.
 *
 * <p>Stands on engine.torch and engine.train, and on the interfaces of criterion and reconstruction.
 */
package io.espalier.engine.score;
