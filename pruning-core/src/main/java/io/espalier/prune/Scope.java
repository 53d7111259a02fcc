package io.espalier.prune;

import static io.espalier.binding.InvalidValueException.check;

import java.util.Map;

/** Which groups compete with each other, and so how sparsity spreads over the layers. */
public sealed interface Scope {
    /** Whether the total is exact, and a rule without scores divides it among the layers. */
    default boolean dividesTotal() {
        return false;
    }

    /** All layers in one ranking. */
    record Global() implements Scope {}

    /** Each layer on its own, the same sparsity everywhere. */
    record Layer() implements Scope {}

    /**
     * Each layer on its own with density proportional to (sum of dims) / (product of dims), Erdos-Renyi-kernel: small
     * layers stay denser (Evci et al. 2020).
     */
    record Erk() implements Scope {
        @Override
        public boolean dividesTotal() {
            return true;
        }
    }

    /**
     * Each layer on its own, smart ratios (Su et al. 2020, arXiv:2009.11094): of n layers the l-th has a density
     * proportional to (n - l + 1)^2 + (n - l + 1), the network's last layer one of 0.3.
     */
    record SmartRatio() implements Scope {
        /** The density of the last layer. */
        static final double LAST = 0.3;

        /** What the density of the l-th of n layers, from 1, is proportional to. */
        static double density(int l, int n) {
            return (double) (n - l + 1) * (n - l + 2);
        }

        @Override
        public boolean dividesTotal() {
            return true;
        }
    }

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
