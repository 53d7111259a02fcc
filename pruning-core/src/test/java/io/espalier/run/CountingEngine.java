package io.espalier.run;

import io.espalier.criterion.NetworkView;
import io.espalier.data.Dataset;
import io.espalier.engine.ActivationRange;
import io.espalier.engine.Engine;
import io.espalier.engine.LoadedNetwork;
import io.espalier.engine.Loop;
import io.espalier.engine.OrderedExamples;
import io.espalier.engine.TrainingSetup;
import io.espalier.network.Network;
import io.espalier.reconstruction.ActivationView;
import io.espalier.task.LossFunction;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Another engine that remembers how many units the first layer of each network had that it trained. */
record CountingEngine(Engine engine, List<Integer> trained) implements Engine {
    CountingEngine(Engine engine) {
        this(engine, new CopyOnWriteArrayList<>());
    }

    /** How many training loops began on networks of so many units in the first layer. */
    long trainings(int units) {
        return trained.stream().filter(count -> count == units).count();
    }

    @Override
    public Loop train(TrainingSetup setup) {
        Network network = setup.network();
        trained.add(network.shape(network.weighted().get(0).name()).channels());
        return engine.train(setup);
    }

    @Override
    public Failure failure(Throwable failure) {
        return engine.failure(failure);
    }

    @Override
    public Info info() {
        return engine.info();
    }

    @Override
    public NetworkView view(Network network, float[] weights, OrderedExamples examples, LossFunction loss) {
        return engine.view(network, weights, examples, loss);
    }

    @Override
    public ActivationView activations(Network network, float[] weights, OrderedExamples examples) {
        return engine.activations(network, weights, examples);
    }

    @Override
    public float[] logits(Network network, float[] weights, Dataset data) {
        return engine.logits(network, weights, data);
    }

    @Override
    public float[] recalibrate(Network network, float[] weights, OrderedExamples examples, int batch, int batches) {
        return engine.recalibrate(network, weights, examples, batch, batches);
    }

    @Override
    public Map<String, ActivationRange> ranges(Network network, float[] weights, Dataset data) {
        return engine.ranges(network, weights, data);
    }

    @Override
    public LoadedNetwork load(Network network, float[] weights) {
        return engine.load(network, weights);
    }
}
