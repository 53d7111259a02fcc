package io.espalier.metric;

import java.util.OptionalInt;

/** What a network predicts for examples whose targets are known. */
public interface Predictions {
    /** Number of examples. */
    int size();

    /** How good they are, by every score of the task. */
    Scores scores();

    /** The prediction for one example as a point, so that those of two networks have a distance: probabilities or values. */
    double[] answer(int example);

    /** The class that is decided on; empty where no class is. */
    OptionalInt decision(int example);
}
