package io.espalier.run;

import io.espalier.engine.Engine;
import io.espalier.engine.ForwardingEngine;
import io.espalier.engine.Loop;
import io.espalier.engine.TrainingSetup;
import io.espalier.network.Network;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Another engine that remembers how many units the first layer of each network had that it trained. */
record CountingEngine(Engine engine, List<Integer> trained) implements ForwardingEngine {
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
}
