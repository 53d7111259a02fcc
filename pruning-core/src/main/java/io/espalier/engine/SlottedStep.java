package io.espalier.engine;

import ai.djl.pytorch.engine.PtNDManager;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.penalty.Penalty;
import io.espalier.project.Projection;
import io.espalier.prune.Mask;
import io.espalier.random.RandomKey;
import io.espalier.recipe.Optimizer;
import io.espalier.recipe.Slots;
import io.espalier.reparameterize.Coordinates;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the slots of a train step do around its forward and backward passes. The trained numbers are a Java array; before
 * each pass the network's weights are made of them, behind it the gradient goes the other way, through penalties,
 * optimiser and projections.
 */
final class SlottedStep {
    private static final String OWN = "own";
    private static final String AVERAGE = "average";

    private final Parameters parameters;
    private final List<Layout.Slot> trained;
    private final Mask mask;
    private final RandomKey noise;
    private final long iterationsPerEpoch;
    private final List<Penalty.Term> penalties;
    private final Coordinates coordinates;
    private final List<Projection.Operator> projections;
    private final @Nullable ActivationNoise activationNoise;
    private final @Nullable ActivationDropout dropout;
    private final @Nullable MovingAverage average;
    private final float[] weights;
    private final float[] gradient;
    private final float[] own;
    private final float[] ownGradient;
    private final ArrayUpdate update;

    /** @param noise the key of this train step */
    SlottedStep(
            Network network,
            Parameters parameters,
            Mask mask,
            Optimizer optimizer,
            Slots slots,
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
        this.penalties =
                slots.penalties().stream().map(p -> p.begin(network, examples)).toList();
        this.projections =
                slots.projections().stream().map(p -> p.begin(network)).toList();
        this.coordinates = slots.reparameterization() == null
                ? new Cartesian(layout.trainedSize())
                : slots.reparameterization().begin(network, examples);
        this.weights = parameters.copy();
        this.gradient = new float[layout.size()];
        this.own = coordinates.initial(weights, noise.with("initial"));
        this.ownGradient = new float[own.length];
        this.update = new ArrayUpdate(optimizer, own.length);
        this.average = slots.average() == null ? null : new MovingAverage(slots.average(), own.length);
        this.activationNoise =
                coordinates.noise() == Coordinates.Noise.IN_ACTIVATIONS ? new ActivationNoise(network, batch) : null;
        this.dropout = slots.dropout() == null ? null : new ActivationDropout(slots.dropout(), network, batch);
    }

    /** Makes the weights of the next mini-batch. */
    void begin() {
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
    boolean isNoisy() {
        return activationNoise != null || dropout != null;
    }

    Forward.Tap tap(PtNDManager step) {
        Forward.Tap noisy = activationNoise == null ? Forward.NO_TAP : activationNoise.tap(key(), step);
        return dropout == null ? noisy : noisy.then(dropout.tap(key().with("dropout"), step));
    }

    /** Carries the gradient of the pass to the trained numbers and moves them. */
    void move(Backpropagation from, Stretches stretches, double rate) {
        double epoch = (double) update.steps() / iterationsPerEpoch;
        take(from, stretches);
        penalties.forEach(p -> p.add(weights, gradient, epoch));
        mask.apply(gradient);
        Arrays.fill(ownGradient, 0);
        coordinates.pullBack(own, epoch, gradient, varianceGradient(), ownGradient);
        update.step(own, ownGradient, rate);
        coordinates.confine(own);
        projections.forEach(p -> p.project(own, rate));
        if (average != null) {
            average.add(own);
        }
    }

    private float[] varianceGradient() {
        if (activationNoise == null) {
            return new float[0];
        }
        float[] taken = activationNoise.takeGradient();
        mask.apply(taken);
        return taken;
    }

    private void take(Backpropagation from, Stretches stretches) {
        float[] chunk = new float[Stretches.LENGTH];
        for (int i = 0; i < stretches.count(); i++) {
            Stretches.Stretch stretch = stretches.get(i);
            from.take(stretch, chunk);
            System.arraycopy(chunk, 0, gradient, stretch.offset(), stretch.count());
        }
    }

    /** The plain network's parameters, running statistics included. */
    float[] folded() {
        float[] all = parameters.copy();
        coordinates.fold(average == null ? own : average.corrected(own), all);
        mask.apply(all);
        return all;
    }

    /** Puts the plain network where passes are computed, until the next mini-batch. */
    void loadFolded() {
        loadTrained(folded());
    }

    long steps() {
        return update.steps();
    }

    /** Everything that a later span takes up, by name. */
    Map<String, float[]> state() {
        Map<String, float[]> state = new TreeMap<>(update.moments());
        state.put(OWN, own);
        if (average != null) {
            state.put(AVERAGE, average.sum());
        }
        return state;
    }

    /** Takes up where {@link #state} was saved. */
    void restore(Map<String, float[]> saved, long steps) {
        update.restore(saved, steps);
        System.arraycopy(Objects.requireNonNull(saved.get(OWN)), 0, own, 0, own.length);
        if (average != null) {
            average.restore(Objects.requireNonNull(saved.get(AVERAGE)), steps);
        }
    }

    void close() {
        if (activationNoise != null) {
            activationNoise.close();
        }
    }
}
