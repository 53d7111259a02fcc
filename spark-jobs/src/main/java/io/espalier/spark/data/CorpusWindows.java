package io.espalier.spark.data;

import io.espalier.data.Dataset;
import io.espalier.data.Labels;
import io.espalier.data.SequenceTargets;
import io.espalier.network.op.Shape;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Running text as examples, window behind window: the input at a step is a token, the target the next one.
 *
 * @param length steps of a window
 * @param names of the tokens
 */
record CorpusWindows(int length, Labels names) {
    private static final long MOST = Integer.MAX_VALUE - 8;

    /**
     * The windows of some files, none of which runs from one file into the next.
     *
     * @throws IOException if there is no token that follows another, or a network would have more outputs than an array holds
     */
    Dataset of(List<int[]> files) throws IOException {
        int windows = files.stream().mapToInt(this::windows).sum();
        int classes = names.names().size();
        TableExamples.require(windows > 0, "no token follows another in it (must have two tokens or more)");
        TableExamples.require(
                (long) windows * length * classes <= MOST,
                "its " + windows + " windows of " + length + " make " + (long) windows * length * classes
                        + " outputs for " + classes + " tokens (must be below 2^31: a shorter text)");
        float[] features = new float[windows * length];
        int[] targets = new int[windows * length];
        Arrays.fill(targets, classes);
        int first = 0;
        for (int[] file : files) {
            add(file, first, features, targets);
            first += windows(file) * length;
        }
        return new Dataset(
                new Shape(1, 1, length),
                new SequenceTargets(names, targets, length, SequenceTargets.Alignment.NEXT_STEP),
                features);
    }

    /** As many as its targets, all tokens but the first, fill, the last one in part. */
    private int windows(int[] file) {
        return (Math.max(1, file.length) - 1 + length - 1) / length;
    }

    private static void add(int[] file, int first, float[] features, int[] targets) {
        for (int i = 0; i + 1 < file.length; i++) {
            features[first + i] = file[i];
            targets[first + i] = file[i + 1];
        }
    }
}
