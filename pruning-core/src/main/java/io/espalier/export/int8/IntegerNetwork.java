package io.espalier.export.int8;

import io.espalier.engine.LoadedNetwork;

/** A quantized network to predict with: each example by {@link IntegerInference}, on its own. */
public record IntegerNetwork(QuantizedNetwork network) implements LoadedNetwork {
    @Override
    public PredictionBatch batch() {
        return new Batch();
    }

    /** Nothing is held outside of the heap. */
    @Override
    public void close() {}

    private final class Batch implements PredictionBatch {
        private final float[][] examples = new float[BATCH][];

        @Override
        public void put(int row, float[] example) {
            examples[row] = example;
        }

        @Override
        public float[] logits(int rows) {
            float[] all = new float[0];
            for (int row = 0; row < rows; row++) {
                float[] logits = IntegerInference.logits(network, examples[row]);
                all = row == 0 ? new float[rows * logits.length] : all;
                System.arraycopy(logits, 0, all, row * logits.length, logits.length);
            }
            return all;
        }
    }
}
