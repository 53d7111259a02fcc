package io.espalier.task;

import io.espalier.binding.Default;
import io.espalier.binding.Name;
import io.espalier.data.SequenceTargets;
import io.espalier.data.Targets;
import io.espalier.metric.BitsPerToken;
import io.espalier.metric.NegativeLogLikelihood;
import io.espalier.metric.Predictions;
import io.espalier.metric.Score;
import io.espalier.metric.SequencePredictions;
import io.espalier.metric.TokenError;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A token at each step, as the next character in a language model, trained with the cross-entropy of each step.
 *
 * @param choice score that {@code keep: best}, patience and comparisons use
 * @param labelSmoothing part of each target that is spread evenly over all tokens
 */
@Name("sequence")
public record SequencePrediction(
        @Default("bits-per-token") Score choice,
        @Default("0") double labelSmoothing) implements Task {
    private static final Score BITS = new BitsPerToken();
    private static final Score NLL = new NegativeLogLikelihood();

    public SequencePrediction {
        Targets two = Targets.Kind.SEQUENCES.ofTwo();
        ChoiceScore.require(choice, new SequencePredictions(ChoiceScore.zeros(two), SequenceTargets.of(two)));
        new LossFunction.TokenCrossEntropy(labelSmoothing);
    }

    public SequencePrediction() {
        this(BITS, 0);
    }

    @Override
    public Targets.Kind targets() {
        return Targets.Kind.SEQUENCES;
    }

    @Override
    public LossFunction loss(Targets train) {
        return new LossFunction.TokenCrossEntropy(labelSmoothing);
    }

    @Override
    public Predictions predictions(float[] outputs, Targets targets) {
        return new SequencePredictions(outputs, SequenceTargets.of(targets));
    }

    @Override
    public Score meanLoss() {
        return NLL;
    }

    @Override
    public Set<Score> curve() {
        return new LinkedHashSet<>(List.of(new TokenError(), NLL, BITS, choice));
    }

    /** At each step the logarithms of how often each token is seen, one more each so that none is infinite. */
    @Override
    public float[] constant(Targets train) {
        int steps = SequenceTargets.of(train).steps();
        float[] logits = new float[train.outputs()];
        for (int token = 0; token < logits.length / steps; token++) {
            float logit = (float) StrictMath.log(train.count(token) + 1.0);
            Arrays.fill(logits, token * steps, (token + 1) * steps, logit);
        }
        return logits;
    }
}
