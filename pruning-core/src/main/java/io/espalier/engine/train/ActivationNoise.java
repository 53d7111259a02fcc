package io.espalier.engine.train;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.engine.torch.Forward;
import io.espalier.engine.torch.Parameters;
import io.espalier.engine.torch.Torch;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.op.Parameter.Role;
import io.espalier.random.Normals;
import io.espalier.random.RandomKey;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Normal noise on what each weighted node gives, one number for each example and position: mean + eps sqrt(v + 1e-8), v
 * being the node with variances as weights and no bias, on the squared input. So every example sees other weights, at
 * the price of two passes (Kingma, Salimans and Welling 2015).
 */
final class ActivationNoise {
    private static final double FLOOR = 1e-8;

    private final Network network;
    private final int batch;
    private final float[] variances;
    private final Parameters parameters;
    private final Forward forward;
    private final Map<String, ByteBuffer> rooms = new HashMap<>();

    /** @param batch examples in the largest mini-batch */
    ActivationNoise(Network network, int batch) {
        this.network = network;
        this.batch = batch;
        this.variances = new float[network.layout().size()];
        this.parameters = new Parameters(network.layout(), variances);
        this.forward = new Forward(network, parameters);
    }

    /** One variance per weight, to be written; the rest stays 0. */
    float[] variances() {
        return variances;
    }

    /** Takes the variances over. */
    void load() {
        weightSlots().forEach(s -> parameters
                .values()
                .put(s.offset(), variances, s.offset(), s.parameter().size()));
    }

    private List<Layout.Slot> weightSlots() {
        return network.layout().slots(Role.WEIGHT);
    }

    /** Adds the noise of one iteration. */
    Forward.Tap tap(RandomKey key, PtNDManager step) {
        PtNDArray floor =
                JniUtils.full(step, new Shape(1), FLOOR, DataType.FLOAT32, step.getDevice(), SparseFormat.DENSE);
        return (node, input, output) ->
                network.weighted().contains(node) ? noisy(node, input, output, floor, key, step) : output;
    }

    private PtNDArray noisy(
            Node node, PtNDArray input, PtNDArray mean, PtNDArray floor, RandomKey key, PtNDManager step) {
        PtNDArray variance = JniUtils.add(forward.output(node, List.of(JniUtils.square(input))), floor);
        PtNDArray eps =
                normals(node, Math.toIntExact(mean.size()), mean.getShape().getShape(), key, step);
        return JniUtils.add(mean, JniUtils.mul(eps, JniUtils.sqrt(variance)));
    }

    private PtNDArray normals(Node node, int count, long[] dims, RandomKey key, PtNDManager step) {
        ByteBuffer room = rooms.computeIfAbsent(
                node.name(), n -> Torch.bytes(batch * network.shape(n).elements()));
        FloatBuffer eps = room.asFloatBuffer();
        RandomKey own = key.with(node.name());
        for (int i = 0; i < count; i++) {
            eps.put(i, (float) Normals.at(own, i));
        }
        return Torch.view(step, room, dims);
    }

    /** The gradient of the variances, 0 outside the weights; leaves it at zero. */
    float[] takeGradient() {
        float[] all = new float[network.layout().size()];
        for (Layout.Slot slot : weightSlots()) {
            FloatBuffer gradient = parameters.gradient(slot);
            gradient.get(0, all, slot.offset(), slot.parameter().size());
            gradient.put(0, new float[slot.parameter().size()]);
        }
        return all;
    }

    void close() {
        parameters.close();
    }
}
