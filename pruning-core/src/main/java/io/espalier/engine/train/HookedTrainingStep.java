package io.espalier.engine.train;

import ai.djl.pytorch.engine.PtNDManager;
import io.espalier.engine.torch.Forward;
import io.espalier.engine.torch.Parameters;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.projection.Projection;
import io.espalier.prune.Mask;
import io.espalier.random.RandomKey;
import io.espalier.recipe.TrainingHooks;
import io.espalier.recipe.train.Optimizer;
import io.espalier.reparameterization.TrainableParameters;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the training hooks of a train step do around its forward and backward passes. The trained numbers are a Java array; before
 * each pass the network's weights are made of them, behind it the gradient goes the other way, through penalties,
 * optimiser and projections.
 */
public final class HookedTrainingStep {
    private static final String OWN = "own";
    private static final String AVERAGE = "average";

    private final Parameters parameters;
    private final List<Layout.Slot> trained;
    private final Mask mask;
    private final RandomKey noise;
    private final long iterationsPerEpoch;
    private final PenaltyTerms penalties;
    private final TrainableParameters coordinates;
    private final List<Projection.Operator> projections;
    private final @Nullable ActivationNoise activationNoise;
    private final @Nullable ActivationDropout dropout;
    private final @Nullable MovingAverage average;
    private final float[] weights;
    private final float[] gradient;
    private final float[] own;
    private final float[] ownGradient;
    private final ArrayUpdate update;
    private double penalty;

    /** @param noise the key of this train step */
    public HookedTrainingStep(
            Network network,
            Parameters parameters,
            Mask mask,
            Optimizer optimizer,
            TrainingHooks hooks,
            RandomKey noise,
            int examples,
            int batch) {
        Layout layout = network.layout();
        this.parameters = parameters;
        this.mask = mask;
        this.noise = noise;
        this.iterationsPerEpoch = (examples + batch - 1L) / batch;
        this.trained = layout.slots().stream()
                .filter(s -> s.parameter().role().isTrained())
                .toList();
        this.projections =
                hooks.projections().stream().map(p -> p.begin(network)).toList();
        this.coordinates = hooks.reparameterization() == null
                ? new IdentityParameters(layout.trainedSize())
                : hooks.reparameterization().begin(network, examples);
        this.weights = parameters.copy();
        this.penalties = new PenaltyTerms(hooks.penalties(), network, examples, weights);
        this.gradient = new float[layout.size()];
        this.own = coordinates.initial(weights, noise.with("initial"));
        this.ownGradient = new float[own.length];
        this.update = new ArrayUpdate(optimizer, own.length);
        this.average = hooks.average() == null ? null : new MovingAverage(hooks.average(), own.length);
        this.activationNoise = coordinates.noise() == TrainableParameters.Noise.IN_ACTIVATIONS
                ? new ActivationNoise(network, batch)
                : null;
        this.dropout = hooks.dropout() == null ? null : new ActivationDropout(hooks.dropout(), network, batch);
    }

    /** Makes the weights of the next mini-batch. */
    public void begin() {
        float[] variances = activationNoise == null ? new float[0] : activationNoise.variances();
        coordinates.draw(own, key(), weights, variances);
        mask.apply(weights);
        if (activationNoise != null) {
            mask.apply(variances);
            activationNoise.load();
        }
        loadTrained(weights);
    }

    private RandomKey key() {
        return noise.with(update.steps());
    }

    private void loadTrained(float[] from) {
        trained.forEach(s -> parameters
                .values()
                .put(s.offset(), from, s.offset(), s.parameter().size()));
    }

    /** Whether activations are noisy, so that the forward pass must be by {@link #tap}. */
    public boolean isNoisy() {
        return activationNoise != null || dropout != null;
    }

    public Forward.Tap tap(PtNDManager step) {
        Forward.Tap noisy = activationNoise == null ? Forward.NO_TAP : activationNoise.tap(key(), step);
        return dropout == null ? noisy : noisy.then(dropout.tap(key().with("dropout"), step));
    }

    /** Carries the gradient of the pass to the trained numbers and moves them. */
    public void move(Backpropagation from, ParameterChunks chunks, double rate) {
        double epoch = (double) update.steps() / iterationsPerEpoch;
        take(from, chunks);
        penalty = coordinates.loss(own, epoch);
        penalty += penalties.add(weights, gradient, epoch);
        mask.apply(gradient);
        Arrays.fill(ownGradient, 0);
        coordinates.pullBack(own, epoch, gradient, varianceGradient(), ownGradient);
        update.step(own, ownGradient, rate);
        penalties.step();
        coordinates.revise(own, update.steps());
        coordinates.confine(own);
        projections.forEach(p -> p.project(own, rate));
        if (average != null) {
            average.add(own);
        }
    }

    /** What the loss had besides that of the examples before the last move. */
    public double penalty() {
        return penalty;
    }

    private float[] varianceGradient() {
        if (activationNoise == null) {
            return new float[0];
        }
        float[] taken = activationNoise.takeGradient();
        mask.apply(taken);
        return taken;
    }

    private void take(Backpropagation from, ParameterChunks chunks) {
        float[] buffer = new float[ParameterChunks.LENGTH];
        for (int i = 0; i < chunks.count(); i++) {
            ParameterChunks.Chunk chunk = chunks.get(i);
            from.take(chunk, buffer);
            System.arraycopy(buffer, 0, gradient, chunk.offset(), chunk.count());
        }
    }

    /** The plain network's parameters, running statistics included. */
    public float[] folded() {
        float[] all = parameters.copy();
        coordinates.fold(average == null ? own : average.corrected(own), all);
        mask.apply(all);
        return all;
    }

    /** Puts the plain network where passes are computed, until the next mini-batch. */
    public void loadFolded() {
        loadTrained(folded());
    }

    public long steps() {
        return update.steps();
    }

    /** Everything that a later part of the step takes up, by name. */
    public Map<String, float[]> state() {
        Map<String, float[]> state = new TreeMap<>(update.moments());
        state.put(OWN, own);
        if (average != null) {
            state.put(AVERAGE, average.sum());
        }
        penalties.save(state);
        return state;
    }

    /** Takes up where {@link #state} was saved. */
    public void restore(Map<String, float[]> saved, long steps) {
        update.restore(saved, steps);
        System.arraycopy(Objects.requireNonNull(saved.get(OWN)), 0, own, 0, own.length);
        if (average != null) {
            average.restore(Objects.requireNonNull(saved.get(AVERAGE)), steps);
        }
        penalties.restore(saved, steps);
    }

    public void close() {
        if (activationNoise != null) {
            activationNoise.close();
        }
    }
}
