package io.espalier.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.op.Shape;
import io.espalier.network.zoo.LassoNet;
import io.espalier.random.RandomKey;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class HierarchicalProxTest {
    private static final float[] W = {.3f, -.2f, .1f};

    /** One feature: theta has a number per class, W one per hidden unit. */
    private static float[][] prox(float[] theta, float[] w, double lambda, double hierarchy) {
        Network network = new LassoNet(List.of(w.length)).build(Shape.vector(1), theta.length);
        Layout layout = network.layout();
        float[] all = new float[layout.size()];
        System.arraycopy(theta, 0, all, layout.slot("skip.weight").offset(), theta.length);
        System.arraycopy(w, 0, all, layout.slot("fc1.weight").offset(), w.length);
        new HierarchicalProx(lambda / 0.5, hierarchy).begin(network).project(all, 0.5);
        float[] newTheta = new float[theta.length];
        float[] newW = new float[w.length];
        System.arraycopy(all, layout.slot("skip.weight").offset(), newTheta, 0, theta.length);
        System.arraycopy(all, layout.slot("fc1.weight").offset(), newW, 0, w.length);
        return new float[][] {newTheta, newW};
    }

    private static void check(float theta, float[] w, double lambda, double hierarchy, float newTheta, float... newW) {
        check(new float[] {theta}, w, lambda, hierarchy, new float[] {newTheta}, newW);
    }

    private static void check(
            float[] theta, float[] w, double lambda, double hierarchy, float[] newTheta, float... newW) {
        float[][] after = prox(theta, w, lambda, hierarchy);
        assertThat(after[0]).containsExactly(newTheta, within(1e-5f));
        assertThat(after[1]).containsExactly(newW, within(1e-5f));
    }

    @Test
    void stepsAsThePapersAlgorithmDoes() {
        check(.5f, W, .1, 10, .4f, W);
        check(.02f, W, .1, 10, .028911f, .289109f, -.2f, .1f);
        check(.02f, W, .1, .5, .125714f, .062857f, -.062857f, .062857f);
        check(.02f, new float[] {.01f, -.02f}, 5, 10, 0, 0, 0);
        check(.5f, new float[] {3, -2, .1f}, .1, 1, 1.8f, 1.8f, -1.8f, .1f);
        check(-.3f, new float[] {1, .5f}, .2, 1, -.55f, .55f, .5f);
        check(new float[] {.3f, -.4f}, W, .1, 1, new float[] {.24f, -.32f}, W);
    }

    @Test
    void leavesAFeatureWithoutSkipAtZero() {
        check(0, new float[] {.5f, 0}, .1, 10, 0, 0, 0);
        check(0, new float[] {0, 0}, 0, 10, 0, 0, 0);
    }

    private static double objective(float[] theta, float[] w, double[] b, double[] v, double lambda) {
        double squares = 0;
        for (int i = 0; i < theta.length; i++) {
            squares += (b[i] - theta[i]) * (b[i] - theta[i]);
        }
        for (int i = 0; i < w.length; i++) {
            squares += (v[i] - w[i]) * (v[i] - w[i]);
        }
        return squares / 2 + lambda * norm(b);
    }

    private static double norm(double[] b) {
        double squares = 0;
        for (double x : b) {
            squares += x * x;
        }
        return Math.sqrt(squares);
    }

    private static double[] doubles(float[] x) {
        return java.util.stream.IntStream.range(0, x.length)
                .mapToDouble(i -> x[i])
                .toArray();
    }

    /** Feasible, and no feasible point nearby or far is better. */
    @Property(tries = 300)
    void isTheMinimumUnderTheConstraint(@ForAll long seed) {
        RandomKey key = RandomKey.of(seed);
        float[] theta = draw(key.with("theta"), 1 + key.index(0, 3), Math.exp(2 * key.gaussian(1)));
        float[] w = draw(key.with("w"), 1 + key.index(1, 6), Math.exp(2 * key.gaussian(2)));
        double lambda = Math.exp(2 * key.gaussian(3));
        double hierarchy = Math.exp(key.gaussian(4));
        float[][] after = prox(theta, w, lambda, hierarchy);
        double[] b = doubles(after[0]);
        double[] v = doubles(after[1]);
        double limit = hierarchy * norm(b);
        for (double x : v) {
            assertThat(Math.abs(x)).isLessThanOrEqualTo(limit * (1 + 1e-5) + 1e-12);
        }
        double least = objective(theta, w, b, v, lambda);
        for (int i = 0; i < 100; i++) {
            double size = Math.exp(3 * key.gaussian(100 + i) - 3);
            double[] otherB = b.clone();
            double[] otherV = v.clone();
            for (int k = 0; k < otherB.length; k++) {
                otherB[k] += size * key.with(i).gaussian(k);
            }
            double clip = hierarchy * norm(otherB);
            for (int k = 0; k < otherV.length; k++) {
                double moved = otherV[k] + size * key.with(i).gaussian(100 + k);
                otherV[k] = Math.max(-clip, Math.min(clip, moved));
            }
            assertThat(objective(theta, w, otherB, otherV, lambda)).isGreaterThanOrEqualTo(least * (1 - 1e-5) - 1e-9);
        }
    }

    private static float[] draw(RandomKey key, int count, double scale) {
        float[] drawn = new float[count];
        for (int i = 0; i < count; i++) {
            drawn[i] = (float) (scale * key.gaussian(i));
        }
        return drawn;
    }
}
