package io.espalier.task;

import io.espalier.data.ClassTargets;
import io.espalier.data.Targets;
import io.espalier.metric.ClassPredictions;
import io.espalier.metric.Predictions;
import io.espalier.metric.Score;

/** One of several classes, trained with cross-entropy; the class with the largest output is predicted. */
public record Classification() implements Task {
    @Override
    public Targets.Kind targets() {
        return Targets.Kind.CLASSES;
    }

    @Override
    public LossFunction loss() {
        return new LossFunction.CrossEntropy();
    }

    @Override
    public Predictions predictions(float[] outputs, Targets targets) {
        return ClassPredictions.of(outputs, ClassTargets.of(targets));
    }

    @Override
    public Score choice() {
        return Score.ERROR;
    }

    @Override
    public Score meanLoss() {
        return Score.NLL;
    }

    /** The logarithms of how often each class is seen, one more each so that none is infinite. */
    @Override
    public float[] constant(Targets train) {
        float[] logits = new float[train.outputs()];
        for (int c = 0; c < logits.length; c++) {
            logits[c] = (float) StrictMath.log(train.count(c) + 1.0);
        }
        return logits;
    }
}
