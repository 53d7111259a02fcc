package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is known of each tensor of a file, by its name, while its nodes are read. */
final class Tensors {
    private final OnnxModel model;
    private final Map<String, Integer> readers;
    private final Assembly assembly;
    private final Map<String, Viewed> values = new HashMap<>();
    private final Map<String, Constant> constants = new HashMap<>();
    private final Set<String> unknown = new HashSet<>();
    private long grown;

    Tensors(OnnxModel model, Map<String, Integer> readers, Assembly assembly) {
        this.model = model;
        this.readers = readers;
        this.assembly = assembly;
    }

    /**
     * Counts numbers that are worked out and not in the file.
     *
     * @throws UnreadableException if these become too many for the memory
     */
    void grow(long numbers) {
        grown += Math.max(0, numbers);
        if (grown > 2 * Constant.LARGEST) {
            throw new UnreadableException(
                    "the file's constants grow to more than " + 2 * Constant.LARGEST + " numbers");
        }
    }

    int operatorSet() {
        return model.operatorSet();
    }

    /** The size of a batch (see {@link OnnxModel#batch}). */
    int batch() {
        return model.batch();
    }

    Assembly assembly() {
        return assembly;
    }

    int readers(String tensor) {
        return readers.getOrDefault(tensor, 0);
    }

    /** Whether a tensor is an output of the graph and nothing else, but for others that are the same by Identity. */
    boolean isLast(String tensor) {
        if (readers(tensor) != 1) {
            return false;
        }
        return model.outputs().contains(tensor)
                || model.readers(tensor)
                        .anyMatch(node -> node.getOpType().equals("Identity") && isLast(node.getOutput(0)));
    }

    /** The first name that no node has, or one of the operator with a number. */
    String name(List<String> candidates, String operator) {
        return candidates.stream().filter(assembly::isFree).findFirst().orElseGet(() -> numbered(operator));
    }

    private String numbered(String operator) {
        int number = 1;
        while (!assembly.isFree(Names.shown(operator) + "_" + number)) {
            number++;
        }
        return Names.shown(operator) + "_" + number;
    }

    void put(String tensor, Viewed value) {
        values.put(tensor, value);
    }

    void put(String tensor, Constant constant) {
        constants.put(tensor, constant);
    }

    /** Nothing is known of a tensor, for what gives it could not be read. */
    void lose(String tensor) {
        unknown.add(tensor);
    }

    boolean isLost(String tensor) {
        return unknown.contains(tensor);
    }

    /** A tensor that depends on the example. */
    Optional<Viewed> value(String tensor) {
        return Optional.ofNullable(values.get(tensor));
    }

    /** A tensor that does not. */
    Optional<Constant> constant(String tensor) {
        Constant known = constants.get(tensor);
        TensorProto initializer = known == null ? model.initializer(tensor) : null;
        return initializer == null ? Optional.ofNullable(known) : Optional.of(TensorReader.read(initializer));
    }

    /** Whether anything is known of it. */
    boolean isKnown(String tensor) {
        return values.containsKey(tensor) || constants.containsKey(tensor) || model.initializer(tensor) != null;
    }
}
