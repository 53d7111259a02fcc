package io.espalier.engine;

import java.util.Map;
import java.util.TreeMap;

/** Adam (Kingma and Ba 2015) and AdamW (Loshchilov and Hutter 2019), with bias correction. */
final class Adaptive extends Update {
    private final double beta1;
    private final double beta2;
    private final float epsilon;
    private final float decay;
    private final double shrink;
    private final float[] first;
    private final float[] second;
    private final float[] m = new float[STRETCH];
    private final float[] v = new float[STRETCH];
    private float stepSize;
    private float secondScale;
    private float keep;

    Adaptive(double beta1, double beta2, double epsilon, double decay, double shrink, int size) {
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.epsilon = (float) epsilon;
        this.decay = (float) decay;
        this.shrink = shrink;
        this.first = new float[size];
        this.second = new float[size];
    }

    @Override
    void prepare(double rate, long step) {
        stepSize = (float) (rate / (1 - StrictMath.pow(beta1, (double) step)));
        secondScale = (float) (1 / StrictMath.sqrt(1 - StrictMath.pow(beta2, (double) step)));
        keep = (float) (1 - rate * shrink);
    }

    @Override
    void apply(float[] weights, float[] gradients, float[] mask, int offset, int count) {
        System.arraycopy(first, offset, m, 0, count);
        System.arraycopy(second, offset, v, 0, count);
        move(weights, gradients, mask, count);
        System.arraycopy(m, 0, first, offset, count);
        System.arraycopy(v, 0, second, offset, count);
    }

    private void move(float[] weights, float[] gradients, float[] mask, int count) {
        float b1 = (float) beta1;
        float b2 = (float) beta2;
        float a1 = (float) (1 - beta1);
        float a2 = (float) (1 - beta2);
        float d = decay;
        float k = keep;
        float size = stepSize;
        float scale = secondScale;
        float e = epsilon;
        for (int i = 0; i < count; i++) {
            float g = gradients[i] * mask[i] + d * weights[i];
            m[i] = b1 * m[i] + a1 * g;
            v[i] = b2 * v[i] + a2 * g * g;
            weights[i] = k * weights[i] - size * m[i] / ((float) Math.sqrt(v[i]) * scale + e);
        }
    }

    @Override
    Map<String, float[]> moments() {
        return new TreeMap<>(Map.of("first", first, "second", second));
    }
}
