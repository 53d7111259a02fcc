package io.espalier.engine.train;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.engine.torch.Forward;
import io.espalier.engine.torch.Torch;
import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.random.RandomKey;
import io.espalier.recipe.train.Dropout;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.stream.Collectors;

/** Multiplies activations by 0 or 1 / (1 - rate), drawn for each example, unit and position of a mini-batch. */
final class ActivationDropout {
    private final double rate;
    private final Map<Node, ByteBuffer> factors;

    /** @param batch examples in the largest mini-batch */
    ActivationDropout(Dropout dropout, Network network, int batch) {
        this.rate = dropout.rate();
        this.factors = dropout.of(network).stream()
                .map(network::activation)
                .collect(Collectors.toMap(
                        node -> node,
                        node -> Torch.bytes(batch * network.shape(node.name()).elements())));
    }

    /** Drops what one iteration drops. */
    Forward.Tap tap(RandomKey key, PtNDManager step) {
        return (node, input, output) -> {
            ByteBuffer room = factors.get(node);
            return room == null ? output : JniUtils.mul(output, draw(room, key.with(node.name()), output, step));
        };
    }

    private PtNDArray draw(ByteBuffer room, RandomKey key, PtNDArray output, PtNDManager step) {
        FloatBuffer values = room.asFloatBuffer();
        float kept = (float) (1 / (1 - rate));
        for (int i = 0; i < output.size(); i++) {
            values.put(i, key.uniform(i) < rate ? 0 : kept);
        }
        return Torch.view(step, room, output.getShape().getShape());
    }
}
