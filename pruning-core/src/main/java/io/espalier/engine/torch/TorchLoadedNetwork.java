package io.espalier.engine.torch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.engine.LoadedNetwork;
import io.espalier.network.Network;
import io.espalier.network.op.Shape;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/** A network whose parameters are loaded once. Every batch is filled up to {@value #BATCH} examples. */
public final class TorchLoadedNetwork implements LoadedNetwork {
    private final Network network;
    private final Parameters parameters;
    private final Forward forward;

    /** @param weights by the network's layout */
    public TorchLoadedNetwork(Network network, float[] weights) {
        Torch.useThisThread();
        this.network = network;
        this.parameters = new Parameters(network.layout(), weights);
        this.forward = new Forward(network, parameters);
    }

    @Override
    public PredictionBatch batch() {
        return new TorchBatch();
    }

    @Override
    public void close() {
        parameters.close();
    }

    private final class TorchBatch implements PredictionBatch {
        private final ByteBuffer bytes = Torch.bytes(BATCH * network.input().elements());
        private final FloatBuffer features = bytes.asFloatBuffer();

        @Override
        public void put(int row, float[] example) {
            features.put(row * network.input().elements(), example);
        }

        @Override
        public float[] logits(int rows) {
            Torch.useThisThread();
            JniUtils.setGradMode(false);
            float[] logits = new float[rows * network.outputs()];
            try (PtNDManager step = Torch.newManager()) {
                Torch.read(forward.logits(view(step), Forward.Norms.RUNNING)).get(logits);
            }
            return logits;
        }

        private PtNDArray view(PtNDManager owner) {
            Shape shape = network.input();
            return shape.positions() == 1
                    ? Torch.view(owner, bytes, BATCH, shape.channels())
                    : Torch.view(owner, bytes, BATCH, shape.channels(), shape.height(), shape.width());
        }
    }
}
