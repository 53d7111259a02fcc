package io.espalier.task;

import io.espalier.data.Targets;
import io.espalier.metric.Metric;
import io.espalier.metric.MetricColumns;
import io.espalier.metric.Predictions;
import io.espalier.metric.Score;
import java.util.List;
import java.util.Set;

/**
 * What a network is trained for, found by {@link java.util.ServiceLoader}: a record whose components are its options, with
 * a no-argument constructor for their defaults. All that differs from task to task stands here, so a criterion, a penalty
 * or a metric never asks which one it is.
 */
public interface Task {
    /** What labels are to it. */
    Targets.Kind targets();

    /**
     * What training minimises.
     *
     * @param train targets of the training part, whose classes may have weights
     * @throws io.espalier.binding.InvalidValueException if an option does not fit them
     */
    LossFunction loss(Targets train);

    /**
     * What outputs say of their examples.
     *
     * @param outputs of a network, row-major (examples, outputs)
     * @throws io.espalier.metric.NonFiniteLogitsException if one is infinite or not a number
     * @throws IllegalArgumentException if they do not fit the targets
     */
    Predictions predictions(float[] outputs, Targets targets);

    /** The score that {@code keep: best}, patience, verdicts and {@code best} go by. */
    Score choice();

    /** The score that {@code keep: least-loss} goes by: the mean of the plain loss, without weights or smoothing. */
    Score meanLoss();

    /** The scores of each evaluation during training, {@link #choice()} and {@link #meanLoss()} among them. */
    Set<Score> curve();

    /** The scores that it has. */
    default Set<Score> scores() {
        Targets two = targets().ofTwo();
        return predictions(new float[2 * two.outputs()], two).scores().values().keySet();
    }

    /** Names and levels of what a metric finds of a network of this task, known before anything runs. */
    default List<Metric.Value> columns(Metric metric) {
        Targets two = targets().ofTwo();
        return MetricColumns.of(metric, choice(), two, predictions(new float[2 * two.outputs()], two));
    }

    /** The outputs for one example of the best network that gives the same for all: what every other has to beat. */
    float[] constant(Targets train);

    /** The same as predictions for some examples. */
    default Predictions constant(Targets train, Targets examples) {
        float[] one = constant(train);
        float[] all = new float[examples.size() * one.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = one[i % one.length];
        }
        return predictions(all, examples);
    }
}
