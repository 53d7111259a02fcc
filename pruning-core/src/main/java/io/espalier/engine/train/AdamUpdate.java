package io.espalier.engine.train;

import java.util.Map;

/** Adam (Kingma and Ba 2015) and AdamW (Loshchilov and Hutter 2019), with bias correction. */
final class AdamUpdate extends OptimizerUpdate {
    private final double beta1;
    private final double beta2;
    private final float epsilon;
    private final float decay;
    private final double shrink;
    private final float[][] first;
    private final float[][] second;
    private float stepSize;
    private float secondScale;
    private float keep;

    AdamUpdate(double beta1, double beta2, double epsilon, double decay, double shrink, ParameterChunks chunks) {
        super(chunks);
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.epsilon = (float) epsilon;
        this.decay = (float) decay;
        this.shrink = shrink;
        this.first = chunks.zeros();
        this.second = chunks.zeros();
    }

    @Override
    void prepare(double rate, long step) {
        stepSize = (float) (rate / (1 - StrictMath.pow(beta1, (double) step)));
        secondScale = (float) (1 / StrictMath.sqrt(1 - StrictMath.pow(beta2, (double) step)));
        keep = (float) (1 - rate * shrink);
    }

    @Override
    public void apply(float[] weights, float[] gradients, float[] mask, int chunk, int count) {
        move(weights, gradients, mask, first[chunk], second[chunk], count);
    }

    private void move(float[] weights, float[] gradients, float[] mask, float[] m, float[] v, int count) {
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
    Map<String, float[][]> chunkedMoments() {
        return Map.of("first", first, "second", second);
    }
}
