package io.espalier.engine.cpu;

import ai.djl.engine.EngineException;
import io.espalier.binding.Name;
import io.espalier.codec.Codec;
import io.espalier.criterion.NetworkView;
import io.espalier.data.Dataset;
import io.espalier.engine.ActivationRange;
import io.espalier.engine.Engine;
import io.espalier.engine.LoadedNetwork;
import io.espalier.engine.Loop;
import io.espalier.engine.OrderedExamples;
import io.espalier.engine.Processor;
import io.espalier.engine.TrainingSetup;
import io.espalier.engine.score.TorchActivationView;
import io.espalier.engine.score.TorchNetworkView;
import io.espalier.engine.torch.Inference;
import io.espalier.engine.torch.Recalibration;
import io.espalier.engine.torch.Torch;
import io.espalier.engine.torch.TorchLoadedNetwork;
import io.espalier.network.Network;
import io.espalier.reconstruction.ActivationView;
import io.espalier.task.LossFunction;
import java.util.Map;

/** libtorch on the processor, one computing thread per calling thread. */
@Name("cpu")
public record CpuEngine() implements Engine {
    @Override
    public Info info() {
        return new Info(Torch.version(), Processor.name());
    }

    /** libtorch's allocator tells only in words. */
    @Override
    public Failure failure(Throwable failure) {
        if (String.valueOf(failure.getMessage()).contains("DefaultCPUAllocator")) {
            return Failure.OUT_OF_MEMORY;
        }
        return failure instanceof EngineException ? Failure.ENGINE : Failure.OTHER;
    }

    /** Training hooks, and weights that share a value, may move what joins dead units: then nothing can be left out. */
    @Override
    public Loop train(TrainingSetup setup) {
        return setup.start().sharing() == Codec.Sharing.BY_VALUE
                        || !setup.hooks().isEmpty()
                ? new TrainingLoop(setup)
                : new CompactLoop(setup);
    }

    @Override
    public NetworkView view(Network network, float[] weights, OrderedExamples examples, LossFunction loss) {
        return new TorchNetworkView(network, weights, examples.data(), loss, examples.key(), examples.order());
    }

    @Override
    public ActivationView activations(Network network, float[] weights, OrderedExamples examples) {
        return new TorchActivationView(network, weights, examples.data(), examples.key(), examples.order());
    }

    @Override
    public float[] logits(Network network, float[] weights, Dataset data) {
        return Inference.logits(network, weights, data);
    }

    @Override
    public float[] recalibrate(Network network, float[] weights, OrderedExamples examples, int batch, int batches) {
        return Recalibration.recalibrate(network, weights, examples.data(), examples.order(), batch, batches);
    }

    @Override
    public Map<String, ActivationRange> ranges(Network network, float[] weights, Dataset data) {
        return ActivationRanges.of(network, weights, data);
    }

    @Override
    public LoadedNetwork load(Network network, float[] weights) {
        return new TorchLoadedNetwork(network, weights);
    }
}
