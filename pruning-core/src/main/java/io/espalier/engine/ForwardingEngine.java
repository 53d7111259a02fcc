package io.espalier.engine;

import io.espalier.criterion.NetworkView;
import io.espalier.data.Dataset;
import io.espalier.network.Network;
import io.espalier.reconstruction.ActivationView;
import io.espalier.task.LossFunction;
import java.util.Map;

/** An engine that hands everything on to another one. Who implements it overrides what it does otherwise. */
public interface ForwardingEngine extends Engine {
    /** The other one. */
    Engine engine();

    @Override
    default Info info() {
        return engine().info();
    }

    @Override
    default Failure failure(Throwable failure) {
        return engine().failure(failure);
    }

    @Override
    default NetworkView view(Network network, float[] weights, OrderedExamples examples, LossFunction loss) {
        return engine().view(network, weights, examples, loss);
    }

    @Override
    default ActivationView activations(Network network, float[] weights, OrderedExamples examples) {
        return engine().activations(network, weights, examples);
    }

    @Override
    default float[] logits(Network network, float[] weights, Dataset data) {
        return engine().logits(network, weights, data);
    }

    @Override
    default float[] recalibrate(Network network, float[] weights, OrderedExamples examples, int batch, int batches) {
        return engine().recalibrate(network, weights, examples, batch, batches);
    }

    @Override
    default Map<String, ActivationRange> ranges(Network network, float[] weights, Dataset data) {
        return engine().ranges(network, weights, data);
    }

    @Override
    default LoadedNetwork load(Network network, float[] weights) {
        return engine().load(network, weights);
    }

    @Override
    default Loop train(TrainingSetup setup) {
        return engine().train(setup);
    }
}
