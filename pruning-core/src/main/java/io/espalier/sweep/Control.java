package io.espalier.sweep;

/** What every candidate of a sweep is compared with, at the same training budget. */
public enum Control {
    /** The same number of groups of each layer removed, at random (Su et al. 2020). */
    RANDOM_MASK,
    /** The same mask on newly drawn weights (Frankle and Carbin 2019; Liu et al. 2019). */
    REINITIALIZE,
    /** A dense network of about the same size, trained from scratch. */
    SMALL_DENSE,
    /** The dense network, trained as long as the candidate in total. */
    EXTRA_TRAINING
}
