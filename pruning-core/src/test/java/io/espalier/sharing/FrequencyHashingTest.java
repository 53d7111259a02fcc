package io.espalier.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.codec.WeightSharingCodec;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.op.Parameter.Role;
import io.espalier.network.op.Shape;
import io.espalier.network.zoo.LeNet5Caffe;
import io.espalier.prune.Nets;
import io.espalier.random.RandomKey;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** FreshNets by hand, by law and against HashedNets. */
class FrequencyHashingTest {
    private static final Network LENET = new LeNet5Caffe().build(new Shape(1, 28, 28), 10);

    private static float[] gaussians(int count, long seed) {
        float[] numbers = new float[count];
        IntStream.range(0, count)
                .forEach(i -> numbers[i] = (float) RandomKey.of(seed).gaussian(i));
        return numbers;
    }

    private static double product(float[] x, float[] y) {
        return IntStream.range(0, x.length)
                .mapToDouble(i -> (double) x[i] * y[i])
                .sum();
    }

    @Test
    void transformsByHand() {
        float[] window = {9, 1, 2, 3, 4};
        new CosineTransform(2, 2).forward(window, 1, 5);
        assertThat(window).containsExactly(new float[] {9, 5, -1, -2, 0}, within(1e-5f));
        new CosineTransform(2, 2).inverse(window, 1, 5);
        assertThat(window).containsExactly(new float[] {9, 1, 2, 3, 4}, within(1e-5f));
    }

    /** Lengths and angles stay, so that the transform of a gradient is the gradient by the transform. */
    @Property(tries = 50)
    void transformsKeepInnerProducts(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 6) int height,
            @ForAll @IntRange(min = 1, max = 6) int width) {
        CosineTransform transform = new CosineTransform(height, width);
        float[] x = gaussians(3 * height * width, seed);
        float[] y = gaussians(3 * height * width, seed + 1);
        double before = product(x, y);
        float[] back = x.clone();
        transform.forward(x, 0, x.length);
        transform.forward(y, 0, y.length);
        assertThat(product(x, y)).isCloseTo(before, within(1e-4));
        transform.inverse(x, 0, x.length);
        assertThat(x).containsExactly(back, within(1e-5f));
    }

    /** A 5x5 window has 1, 2, 3, 4, 5, 4, 3, 2, 1 coefficients; low frequencies get more numbers each. */
    @Test
    void sharesNumbersOutToFrequencies() {
        var weight = LENET.layout().slot("conv2.weight").parameter();
        FrequencyBudgets even = FrequencyBudgets.of(weight, 16, x -> 1);
        assertThat(even.total()).isEqualTo((25_000 + 15) / 16);
        assertThat(even.counts()).containsExactly(62, 125, 188, 250, 313, 250, 188, 125, 62);
        int[] falling = FrequencyBudgets.of(weight, 16, x -> 1 - x).counts();
        assertThat(IntStream.of(falling).sum()).isEqualTo(even.total());
        double[] each = IntStream.range(0, 9)
                .mapToDouble(j -> falling[j] / (double) even.counts()[j])
                .toArray();
        assertThat(IntStream.range(1, 9)).allMatch(j -> each[j] < each[j - 1]);
        assertThat(falling[8]).isOne();
    }

    @Test
    void leavesEveryFrequencyANumber() {
        var weight = LENET.layout().slot("conv1.weight").parameter();
        assertThat(FrequencyBudgets.of(weight, 1e6, x -> 1 - x).counts()).containsOnly(1);
        assertThat(FrequencyBudgets.of(weight, 1, x -> 1 - x).counts())
                .containsExactly(20, 40, 60, 80, 100, 80, 60, 40, 20);
    }

    @Test
    void hashesWithinTheFrequency() {
        SharingPattern pattern = new SharingPattern.FrequencyHashed(16, 1, 2, 3);
        SharedLayer layer = pattern.of(LENET.layout().slot("conv2.weight"));
        FrequencyBudgets budgets = FrequencyBudgets.of(layer.slot().parameter(), 16, x -> 1 - x);
        CosineTransform transform = new CosineTransform(5, 5);
        for (int i = 0; i < layer.index().length; i++) {
            int frequency = i % 25 / 5 + i % 5;
            assertThat(transform.frequency(i % 25)).isEqualTo(frequency);
            assertThat(layer.index()[i] - budgets.first(frequency)).isBetween(0, budgets.count(frequency) - 1);
        }
    }

    /** Of a layer without windows, and of windows of one position. */
    @Test
    void isHashingWithoutWindows() {
        Layout.Slot weight = LENET.layout().slot("fc1.weight");
        SharedLayer fresh = new SharingPattern.FrequencyHashed(16, 1, 2, 5).of(weight);
        SharedLayer hashed = new SharingPattern.Hashed(16, 5).of(weight);
        assertThat(fresh.index()).containsExactly(hashed.index());
        assertThat(fresh.negated()).containsExactly(hashed.negated());
        assertThat(fresh.count()).isEqualTo(hashed.count());
        assertThat(fresh.basis()).isEqualTo(Basis.WEIGHTS);
    }

    /** Number 0 is the mean of a window, times its side. */
    @Test
    void spreadsAConstantOverTheWindow() {
        SharedLayer layer = new SharingPattern.FrequencyHashed(1e6, 1, 2, 0)
                .of(LENET.layout().slot("conv1.weight"));
        float[] numbers = new float[9];
        numbers[0] = 5;
        float[] weights = new float[LENET.layout().size()];
        layer.spread(numbers, 0, weights);
        for (int i = 0; i < 500; i++) {
            assertThat(weights[i]).isCloseTo(layer.negated()[i / 25 * 25] ? -1 : 1, within(1e-6f));
        }
    }

    /** Header, 580 biases, a byte and the numbers of each layer: numbers come back as multiples of 2^-20. */
    @Test
    void shipsNumbersOnly() {
        SharingPattern pattern = new SharingPattern.FrequencyHashed(16, 1, 2, 3);
        WeightSharingCodec codec = new WeightSharingCodec(pattern);
        float[] values = new float[LENET.layout().size()];
        for (Layout.Slot slot : LENET.layout().slots(Role.WEIGHT)) {
            SharedLayer layer = pattern.of(slot);
            float[] numbers = gaussians(layer.count(), 7);
            IntStream.range(0, numbers.length).forEach(i -> numbers[i] *= 0.3f);
            layer.spread(numbers, 0, values);
        }
        byte[] file = codec.encode(LENET, values);
        assertThat(file).hasSize(8 + 4 * 580 + 4 + 4 * (32 + 1563 + 25_000 + 313));
        float[] decoded = codec.decode(LENET, file);
        assertThat(decoded).containsExactly(values, within(1e-5f));
        assertThat(codec.encode(LENET, decoded)).isEqualTo(file);
        values[0] += 0.001f;
        assertThat(codec.encode(LENET, values)).hasSize(8 + 4 * 580 + 4 + 4 * (500 + 1563 + 25_000 + 313));
        assertThat(codec.isExact()).isFalse();
    }

    @Test
    void storesNoZeroAsAnotherNumber() {
        Network network = Nets.conv();
        WeightSharingCodec codec = new WeightSharingCodec(new SharingPattern.FrequencyHashed(2, 1, 2, 0));
        float[] values = gaussians(network.layout().size(), 1);
        values[3] = 0;
        assertThat(codec.decode(network, codec.encode(network, values))[3]).isZero();
    }
}
