package io.espalier.recipe;

/** What takes the place of weights that are reinitialized. */
public enum NewWeights {
    /** Numbers drawn from the initial distribution. */
    DRAWN,
    /**
     * The sign of each weight, times the root mean square of its layer's initial distribution: a control that tells signs
     * from sizes (Zhou et al. 2019, arXiv:1905.01067). Biases and norms stay.
     */
    SIGNED_CONSTANT,
    /** The layer's own remaining weights in a random order (Frankle et al. 2021, arXiv:2009.08576). Biases and norms stay. */
    SHUFFLED
}
