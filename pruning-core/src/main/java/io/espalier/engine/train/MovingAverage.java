package io.espalier.engine.train;

/** a_t = decay a_{t-1} + (1 - decay) x_t from a_0 = 0; read as a_t / (1 - decay^t), so that early ones are no smaller. */
final class MovingAverage {
    private final double decay;
    private final float[] sum;
    private long added;

    MovingAverage(double decay, int size) {
        this.decay = decay;
        this.sum = new float[size];
    }

    void add(float[] values) {
        added++;
        float keep = (float) decay;
        float take = (float) (1 - decay);
        for (int i = 0; i < sum.length; i++) {
            sum[i] = keep * sum[i] + take * values[i];
        }
    }

    /** The average, or {@code first} before anything was added. */
    float[] corrected(float[] first) {
        if (added == 0) {
            return first;
        }
        float[] corrected = sum.clone();
        float factor = (float) (1 / (1 - StrictMath.pow(decay, (double) added)));
        for (int i = 0; i < corrected.length; i++) {
            corrected[i] *= factor;
        }
        return corrected;
    }

    /** Live. */
    float[] sum() {
        return sum;
    }

    void restore(float[] saved, long savedCount) {
        System.arraycopy(saved, 0, sum, 0, sum.length);
        added = savedCount;
    }
}
