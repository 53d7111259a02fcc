package io.espalier.engine;

import io.espalier.data.Dataset;
import java.util.Map;

/** An engine that tells how many mini-batches it trained and how long that took; all else is as it was. */
public record TimedEngine(Engine engine, Listener listener) implements ForwardingEngine {
    /** Hears of training, on the thread that trains. */
    @FunctionalInterface
    public interface Listener {
        /** @param nanos that the mini-batches took, or an evaluation after some: then there are none */
        void trained(int miniBatches, long nanos);
    }

    @Override
    public Loop train(TrainingSetup setup) {
        return new TimedLoop(engine.train(setup), listener);
    }

    private record TimedLoop(Loop loop, Listener listener) implements Loop {
        @Override
        public void beginPart() {
            loop.beginPart();
        }

        @Override
        public double step(int[] order, int from, int to, double rate) {
            long start = System.nanoTime();
            double loss = loop.step(order, from, to, rate);
            listener.trained(1, System.nanoTime() - start);
            return loss;
        }

        @Override
        public double penalty() {
            return loop.penalty();
        }

        @Override
        public float[] logits(Dataset examples) {
            long start = System.nanoTime();
            float[] logits = loop.logits(examples);
            listener.trained(0, System.nanoTime() - start);
            return logits;
        }

        @Override
        public float[] weights() {
            return loop.weights();
        }

        @Override
        public Map<String, float[]> moments() {
            return loop.moments();
        }

        @Override
        public long steps() {
            return loop.steps();
        }

        @Override
        public void restore(Map<String, float[]> moments, long steps) {
            loop.restore(moments, steps);
        }

        @Override
        public void close() {
            loop.close();
        }
    }
}
