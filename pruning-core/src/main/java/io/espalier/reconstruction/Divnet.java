package io.espalier.reconstruction;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.binding.Suggestions;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.WeightGroups;
import io.espalier.network.op.Parameter.Role;
import io.espalier.prune.Granularity;
import io.espalier.prune.Mask;
import io.espalier.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * Divnet (Mariet and Sra 2016): keeps a diverse set of a layer's units, drawn by a determinantal point process over
 * their activations v with the kernel exp(-b ||v_i - v_j||^2) + 0.01 I, b = 10 / examples, and lets the kept ones stand
 * in for the others: each removed activation is fitted by the kept ones and a constant, and its outgoing weights move
 * onto those.
 *
 * @param keep number of units kept in each layer
 * @param layer a fully connected layer that feeds another one; every such layer if null
 * @param select how the kept units are chosen
 * @param fusion how the outgoing weights of removed units are redistributed
 * @param examples number of training examples used
 */
public record Divnet(
        int keep,
        @Nullable String layer,
        @Default("dpp") Select select,
        @Default("least-squares") Fusion fusion,
        @Default("1000") int examples)
        implements Reconstructor {
    private static final double SPREAD = 10;
    private static final double JITTER = 0.01;

    /** By the determinantal point process, or evenly at random. */
    public enum Select {
        /** By the determinantal point process. */
        DPP,
        /** Evenly at random. */
        RANDOM
    }

    /** They are redistributed to the kept units, or dropped. */
    public enum Fusion {
        /** They are redistributed to the kept units. */
        LEAST_SQUARES,
        /** They are dropped. */
        NONE
    }

    public Divnet {
        check(keep >= 1, "keep", keep, "be at least 1");
        check(examples >= 2, "examples", examples, "be at least 2");
    }

    public Divnet() {
        this(1, null, Select.DPP, Fusion.LEAST_SQUARES, 1000);
    }

    @Override
    public Granularity granularity() {
        return new Granularity.Neuron();
    }

    @Override
    public void requireFits(Network network) {
        List<HiddenLayer> layers = HiddenLayer.of(network);
        List<String> names = layers.stream().map(l -> l.node().name()).toList();
        check(!names.isEmpty(), "keep", keep, "be used on a network with two consecutive fully connected layers");
        check(
                layer == null || names.contains(layer),
                "layer",
                layer,
                "be " + new Suggestions(names).insteadOf(String.valueOf(layer)));
        chosen(network)
                .forEach(l -> check(
                        keep <= l.units(),
                        "keep",
                        keep,
                        "be at most " + l.units() + ", the units of " + l.node().name()));
    }

    private List<HiddenLayer> chosen(Network network) {
        return HiddenLayer.of(network).stream()
                .filter(l -> layer == null || l.node().name().equals(layer))
                .toList();
    }

    @Override
    public Reconstruction reconstruct(ActivationView view) {
        float[] weights = view.weights();
        Mask mask = Mask.full(view.network().layout());
        for (HiddenLayer hidden : chosen(view.network())) {
            thin(view, hidden, weights, mask);
        }
        mask.apply(weights);
        return new Reconstruction(weights, mask);
    }

    /** Reads activations of the network as it stands, so that a layer makes up for what those before it lost. */
    private void thin(ActivationView view, HiddenLayer hidden, float[] weights, Mask mask) {
        int rows = Math.min(examples, view.size());
        float[] given = view.outputs(weights, hidden.activation().name(), rows);
        UnitActivations units = new UnitActivations(given, rows);
        int[] kept = kept(units, view.random().with(hidden.node().name()));
        int[] removed = IntStream.range(0, hidden.units())
                .filter(i -> Arrays.binarySearch(kept, i) < 0)
                .toArray();
        if (fusion == Fusion.LEAST_SQUARES && removed.length > 0) {
            fuse(units.fit(kept, removed), kept, removed, view.network().layout(), hidden, weights);
        }
        remove(removed, view.network().layout(), hidden, weights, mask);
    }

    private int[] kept(UnitActivations units, RandomKey key) {
        if (select == Select.DPP) {
            return new Dpp(units.kernel(SPREAD, JITTER)).sample(keep, key);
        }
        int[] order = key.permutation(units.count());
        return Arrays.stream(order, 0, keep).sorted().toArray();
    }

    /** @param fit (kept and one for the constant, removed) */
    private static void fuse(
            DMatrixRMaj fit, int[] kept, int[] removed, Layout layout, HiddenLayer hidden, float[] weights) {
        WeightGroups next = WeightGroups.of(layout.slot(hidden.next(), Role.WEIGHT), WeightGroups.Direction.INCOMING);
        int bias = layout.slot(hidden.next(), Role.BIAS).offset();
        for (int unit = 0; unit < next.units(); unit++) {
            double[] more = new double[kept.length + 1];
            for (int r = 0; r < removed.length; r++) {
                for (int k = 0; k < more.length; k++) {
                    more[k] += fit.get(k, r) * weights[next.start(unit, removed[r])];
                }
            }
            for (int k = 0; k < kept.length; k++) {
                weights[next.start(unit, kept[k])] += (float) more[k];
            }
            weights[bias + unit] += (float) more[kept.length];
        }
    }

    private static void remove(int[] removed, Layout layout, HiddenLayer hidden, float[] weights, Mask mask) {
        WeightGroups own = WeightGroups.of(layout.slot(hidden.node(), Role.WEIGHT), WeightGroups.Direction.INCOMING);
        WeightGroups next = WeightGroups.of(layout.slot(hidden.next(), Role.WEIGHT), WeightGroups.Direction.INCOMING);
        int bias = layout.slot(hidden.node(), Role.BIAS).offset();
        for (int unit : removed) {
            for (int input = 0; input < own.inputs(); input++) {
                mask.remove(own.start(unit, input));
            }
            mask.remove(bias + unit);
            for (int reader = 0; reader < next.units(); reader++) {
                mask.remove(next.start(reader, unit));
            }
        }
        mask.apply(weights);
    }
}
