package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** A graph's nodes by what they give and read, in which operators are found that a file has in pieces. */
final class Pieces {
    private static final double CLOSE = 1e-4;

    private final List<NodeProto> nodes;
    private final Function<String, OptionalDouble> numbers;
    private final Map<String, Integer> givers = new HashMap<>();
    private final Map<String, List<Integer>> readers = new HashMap<>();

    /** @param numbers the constant tensors of one number */
    Pieces(List<NodeProto> nodes, Function<String, OptionalDouble> numbers) {
        this.nodes = nodes;
        this.numbers = numbers;
        for (int i = 0; i < nodes.size(); i++) {
            int place = i;
            nodes.get(i).getOutputList().forEach(output -> givers.put(output, place));
            nodes.get(i).getInputList().forEach(input -> readers.computeIfAbsent(input, key -> new ArrayList<>())
                    .add(place));
        }
    }

    OptionalDouble number(String tensor) {
        return numbers.apply(tensor);
    }

    boolean isNumber(String tensor, double number) {
        OptionalDouble own = number(tensor);
        return own.isPresent() && Math.abs(own.getAsDouble() - number) < CLOSE;
    }

    /** Where the node that gives a tensor stands. */
    int place(String tensor) {
        return Objects.requireNonNull(givers.get(tensor));
    }

    Optional<NodeProto> giver(String tensor) {
        return Optional.ofNullable(givers.get(tensor)).map(nodes::get);
    }

    /** The node that gives a tensor, if it is of an operator and has so many inputs. */
    Optional<NodeProto> giver(String tensor, String operator, int inputs) {
        return giver(tensor).filter(node -> node.getOpType().equals(operator) && node.getInputCount() == inputs);
    }

    /** The only node that reads what another gives, if it is of an operator. */
    Optional<NodeProto> reader(NodeProto node, String operator) {
        List<Integer> all = readers.getOrDefault(node.getOutput(0), List.of());
        return all.size() == 1
                ? Optional.of(nodes.get(all.get(0)))
                        .filter(r -> r.getOpType().equals(operator) && r.getOutputCount() == 1)
                : Optional.empty();
    }

    /** The other input of a node that has two. */
    static Optional<String> other(NodeProto node, String input) {
        if (node.getInputCount() != 2) {
            return Optional.empty();
        }
        return node.getInput(0).equals(input)
                ? Optional.of(node.getInput(1))
                : Optional.of(node.getInput(0)).filter(first -> node.getInput(1).equals(input));
    }
}
