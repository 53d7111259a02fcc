package io.espalier.metric;

import java.util.Collection;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** What a network predicts for examples whose targets are known. */
public interface Predictions {
    /** Number of examples. */
    int size();

    /** How good they are by one score; empty where their task has no such score, or these examples do not define it. */
    OptionalDouble score(Score score);

    /** The same by all that are registered. */
    default Scores scores() {
        return scores(Score.registered());
    }

    /** The same by some. */
    default Scores scores(Collection<Score> asked) {
        return Scores.of(this, asked);
    }

    /** The prediction for one example as a point, so that those of two networks have a distance: probabilities or values. */
    double[] answer(int example);

    /** The class that is decided on; empty where no class is. */
    OptionalInt decision(int example);
}
