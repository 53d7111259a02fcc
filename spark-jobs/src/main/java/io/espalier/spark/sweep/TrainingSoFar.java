package io.espalier.spark.sweep;

import java.io.Serializable;

/**
 * What a running branch has trained by now.
 *
 * @param branch its name, see {@link BranchTask#name}
 * @param seconds that the mini-batches and the evaluations between them took
 */
record TrainingSoFar(String branch, long miniBatches, double seconds) implements Serializable {
    private static final long serialVersionUID = 1L;
    static final TrainingSoFar NONE = new TrainingSoFar("", 0, 0);

    TrainingSoFar plus(int moreMiniBatches, double moreSeconds) {
        return new TrainingSoFar(branch, miniBatches + moreMiniBatches, seconds + moreSeconds);
    }
}
