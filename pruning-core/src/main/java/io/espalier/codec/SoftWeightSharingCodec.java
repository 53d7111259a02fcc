package io.espalier.codec;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.binding.Name;
import io.espalier.mixture.Mixture;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.op.Parameter.Role;
import java.util.Arrays;

/**
 * Soft weight sharing (Ullrich, Meeds and Welling 2017, arXiv:1702.04008): each weight becomes the mean of the component
 * that most likely made it, 0 for component 0, in a mixture over the weights of its layer; then as
 * {@code deep-compression}, whose file it is. The mixture is fitted to the weights by expectation maximisation, as the one
 * that they were trained with is not kept: from even steps over their range, which no component becomes wider than. Weights
 * that have no more values than there are components keep them.
 *
 * @param components besides component 0
 * @param zero share of component 0 to begin with
 * @param indexBits bits of a gap between nonzero weights
 */
@Name("soft-weight-sharing")
public record SoftWeightSharingCodec(
        @Default("63") int components,
        @Default("0.5") double zero,
        @Default("5") int indexBits) implements Codec {
    private static final int ITERATIONS = 30;
    private static final double LEAST_DEVIATION = 1e-3;

    public SoftWeightSharingCodec {
        check(components >= 1 && components <= 1000, "components", components, "be in 1..1000");
        check(zero > 0 && zero < 1, "zero", zero, "be in (0, 1)");
        check(indexBits >= 1 && indexBits <= 12, "index-bits", indexBits, "be in 1..12");
    }

    public SoftWeightSharingCodec() {
        this(63, 0.5, 5);
    }

    private DeepCompression coded() {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(components);
        return new DeepCompression(bits, bits, indexBits, indexBits, DeepCompression.Entropy.HUFFMAN);
    }

    @Override
    public Sharing sharing() {
        return Sharing.BY_VALUE;
    }

    @Override
    public byte[] encode(Network network, float[] values) {
        return coded().encode(network, assigned(network, values));
    }

    @Override
    public float[] decode(Network network, byte[] file) {
        return coded().decode(network, file);
    }

    private float[] assigned(Network network, float[] values) {
        float[] assigned = values.clone();
        for (Layout.Slot slot : network.layout().slots(Role.WEIGHT)) {
            assign(slot, assigned);
        }
        return assigned;
    }

    private void assign(Layout.Slot slot, float[] values) {
        float[] nonzero = nonzero(slot, values);
        Arrays.sort(nonzero);
        if (nonzero.length == 0 || !isFinite(nonzero) || distinct(nonzero) <= components) {
            return;
        }
        Mixture mixture = fitted(nonzero);
        for (int i = slot.offset(); i < slot.end(); i++) {
            values[i] = values[i] == 0 ? 0 : (float) mixture.assigned(values[i]);
        }
    }

    private static float[] nonzero(Layout.Slot slot, float[] values) {
        float[] nonzero = new float[slot.parameter().size()];
        int count = 0;
        for (int i = slot.offset(); i < slot.end(); i++) {
            if (values[i] != 0) {
                nonzero[count++] = values[i];
            }
        }
        return Arrays.copyOf(nonzero, count);
    }

    /** NaN sorts behind all others. */
    private static boolean isFinite(float[] sorted) {
        return Float.isFinite(sorted[0]) && Float.isFinite(sorted[sorted.length - 1]);
    }

    private static int distinct(float[] sorted) {
        int distinct = 1;
        for (int i = 1; i < sorted.length; i++) {
            distinct += sorted[i] == sorted[i - 1] ? 0 : 1;
        }
        return distinct;
    }

    private Mixture fitted(float[] sorted) {
        double least = sorted[0];
        double largest = sorted[sorted.length - 1];
        double deviation = (largest - least) / components;
        Mixture mixture = Mixture.evenly(components, zero, least, largest, deviation);
        Mixture.Variances variances =
                new Mixture.Variances(Math.pow(LEAST_DEVIATION * (largest - least), 2), deviation * deviation);
        for (int i = 0; i < ITERATIONS; i++) {
            mixture = mixture.fitted(sorted, variances);
        }
        return mixture;
    }
}
