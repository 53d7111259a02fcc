package io.espalier.engine;

import io.espalier.criterion.NetworkView;
import io.espalier.data.Dataset;
import io.espalier.network.Network;
import io.espalier.reconstruction.ActivationView;
import io.espalier.task.LossFunction;
import java.util.Map;

/**
 * What computes with networks: a library on a device. The runner knows no other way to train, to predict or to ask a
 * network anything, so another device is another implementation in a package beside this one, a line in
 * {@code META-INF/services}, and nothing else.
 *
 * <p>An engine is used by many threads at once, each with its own networks. Its results depend on nothing but the
 * arguments: not on what other threads do, nor on what was computed before.
 */
public interface Engine {
    /**
     * What makes numbers.
     *
     * @param name library and version, as in {@code DJL 0.35.1, PyTorch 2.7.1}: part of every step key, so that the
     *     results of two engines never mix
     * @param processor as in {@code amd64, AMD EPYC}
     */
    record Info(String name, String processor) {}

    /** What a failure means, as an engine tells it of its own. */
    enum Failure {
        /** The engine's memory ran out. */
        OUT_OF_MEMORY,
        /** Anything else that went wrong in it. */
        ENGINE,
        /** It is none of the engine's. */
        OTHER
    }

    /** The engine of this process, see {@link RegisteredEngine}. */
    static Engine ofProcess() {
        return RegisteredEngine.get();
    }

    /** @throws EngineStartException if it cannot be started here */
    Info info();

    /** What a failure means, its causes aside. */
    Failure failure(Throwable failure);

    /** Takes up training; close what comes back. */
    Loop train(TrainingSetup setup);

    /** What criteria may ask of a network on these examples, under this loss. */
    NetworkView view(Network network, float[] weights, OrderedExamples examples, LossFunction loss);

    /** What reconstructors may ask of a network on these examples. */
    ActivationView activations(Network network, float[] weights, OrderedExamples examples);

    /** Row-major logits (examples, classes) in the order of the data, norms by their running statistics. */
    float[] logits(Network network, float[] weights, Dataset data);

    /**
     * The same weights with new running statistics: the plain mean over mini-batches.
     *
     * @param examples from the front of their order, as many mini-batches as there are, at most {@code batches}
     */
    float[] recalibrate(Network network, float[] weights, OrderedExamples examples, int batch, int batches);

    /** The least and the largest value of each node by name, and of the examples as {@code Node.INPUT}. */
    Map<String, ActivationRange> ranges(Network network, float[] weights, Dataset data);

    /** A network to predict with from any number of threads; close it when done. */
    LoadedNetwork load(Network network, float[] weights);
}
