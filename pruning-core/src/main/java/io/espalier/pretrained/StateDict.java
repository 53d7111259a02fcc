package io.espalier.pretrained;

import io.espalier.network.Layout.Slot;
import io.espalier.network.Network;
import io.espalier.network.op.Parameter;
import io.espalier.snapshot.Safetensors;
import io.espalier.snapshot.Tensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The weights of a network in a file, by the names of PyTorch's state dicts: a layer's name, a dot, and {@code weight}, {@code
 * bias}, {@code running_mean} or {@code running_var}; a parameter's own name is taken as well.
 */
record StateDict(Network network, Safetensors content) {
    /** PyTorch's count of the batches that a norm has seen, which nothing needs. */
    private static final String COUNT = ".num_batches_tracked";

    /** Whatever of the network is not in the file, is in the file and not in the network, or has another shape. */
    List<String> mismatches() {
        List<String> problems = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (Slot slot : network.layout().slots()) {
            String name = name(slot.parameter());
            Tensor tensor = content.tensors().get(name);
            known.add(name);
            if (tensor == null) {
                problems.add("there is no " + name);
            } else if (!fits(tensor, slot.parameter())) {
                problems.add(name + " is " + tensor.type() + " " + tensor.dims() + " (must be " + RealNumber.names()
                        + " " + slot.parameter().dims() + ")");
            }
        }
        content.tensors().keySet().stream()
                .filter(name -> !known.contains(name) && !name.endsWith(COUNT))
                .forEach(name -> problems.add("the network has no " + name));
        return problems;
    }

    /** A Gemm's weight may have a window of one position, as a 1x1 convolution's has. */
    private static boolean fits(Tensor tensor, Parameter parameter) {
        return RealNumber.of(tensor).isPresent() && withoutOnes(tensor.dims()).equals(withoutOnes(parameter.dims()));
    }

    private static List<Integer> withoutOnes(List<Integer> dims) {
        return dims.stream().filter(dim -> dim != 1).toList();
    }

    private String name(Parameter parameter) {
        if (content.tensors().containsKey(parameter.name())) {
            return parameter.name();
        }
        return parameter.stateDictName();
    }

    /** Those of a file without mismatches, by the network's layout. */
    float[] weights() {
        float[] weights = new float[network.layout().size()];
        for (Slot slot : network.layout().slots()) {
            Tensor tensor = Objects.requireNonNull(content.tensors().get(name(slot.parameter())));
            RealNumber number = RealNumber.of(tensor).orElseThrow();
            ByteBuffer data = tensor.data();
            for (int i = slot.offset(); i < slot.end(); i++) {
                weights[i] = number.read(data);
            }
        }
        return weights;
    }
}
