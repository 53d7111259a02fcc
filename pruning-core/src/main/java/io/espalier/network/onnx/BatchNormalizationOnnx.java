package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.espalier.network.op.BatchNormalization;
import io.espalier.network.op.Parameter.Role;
import java.util.Map;

/** By running statistics. */
final class BatchNormalizationOnnx implements OnnxOperator<BatchNormalization> {
    @Override
    public String name() {
        return "BatchNormalization";
    }

    @Override
    public AttributeProto[] attributes(BatchNormalization op) {
        return new AttributeProto[] {Attributes.number("epsilon", op.epsilon())};
    }

    @Override
    public void read(OnnxNode node) {
        node.requireInteger("spatial", 1);
        node.requireInteger("training_mode", 0);
        if (node.outputs() > 1) {
            throw new UnreadableException("its outputs of statistics are used");
        }
        Value x = node.value(0);
        Map<Role, float[]> numbers = Map.of(
                Role.SCALE, node.constant(1).floats(),
                Role.SHIFT, node.constant(2).floats(),
                Role.RUNNING_MEAN, node.constant(3).floats(),
                Role.RUNNING_VARIANCE, node.constant(4).floats());
        double epsilon = Attributes.decimal(node.number("epsilon", 1e-5));
        if (!x.isChannels(1)) {
            throw new UnreadableException("it reads " + x.described() + " without channels as the second axis");
        }
        BatchNormalization norm = new BatchNormalization(x.shape().channels(), 1, epsilon);
        node.give(node.add(norm, numbers, x.layout(), x).as(x.view()));
    }
}
