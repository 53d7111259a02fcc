package io.espalier.prune;

import static io.espalier.binding.InvalidValueException.check;

import java.util.Map;

/** Which groups compete with each other, and so how sparsity spreads over the layers. */
public sealed interface Scope {
    /** All layers in one ranking. */
    record Global() implements Scope {}

    /** Each layer on its own, the same sparsity everywhere. */
    record Layer() implements Scope {}

    /**
     * Each layer on its own with density proportional to (sum of dims) / (product of dims), Erdos-Renyi-kernel: small
     * layers stay denser (Evci et al. 2020).
     */
    record Erk() implements Scope {}

    /**
     * Each layer on its own at the sparsity given for its name; layers not named stay dense.
     *
     * @param sparsity of each layer, by the layer's name, in [0, 1)
     */
    record PerLayer(Map<String, Double> sparsity) implements Scope {
        public PerLayer {
            sparsity = Map.copyOf(sparsity);
            sparsity.forEach((layer, s) -> check(s >= 0 && s < 1, "sparsity." + layer, s, "be in [0, 1)"));
        }
    }
}
