package io.espalier.network;

import io.espalier.network.op.Add;
import io.espalier.network.op.Embedding;
import io.espalier.network.op.Flatten;
import io.espalier.network.op.Gemm;
import io.espalier.network.op.Op;
import io.espalier.network.op.ReferenceOperator;
import io.espalier.network.op.ReferenceOperator.Rank;
import io.espalier.network.op.ReferenceOperators;
import io.espalier.network.op.Shape;
import io.espalier.random.RandomKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Networks of operators put together at random, all that no node reads summed up to three classes. */
public final class RandomNetworks {
    private static final int CLASSES = 3;
    private static final int TRIES = 20;
    private static final int LARGEST = 200;
    private static final List<ReferenceOperator<?>> OF_NUMBERS = ReferenceOperators.ALL.stream()
            .filter(reference -> reference.takes() != Rank.TOKENS)
            .toList();

    private record Value(String name, Shape shape, Rank rank) {}

    private final List<Node> nodes = new ArrayList<>();
    private final List<Value> values = new ArrayList<>();
    private final Set<String> read = new HashSet<>();

    private RandomNetworks(Shape input) {
        values.add(new Value(Node.INPUT, input, input.positions() > 1 ? Rank.IMAGE : Rank.VECTOR));
    }

    /** Of about so many nodes and those that sum them up. */
    public static Network of(int size, RandomKey key) {
        Shape input = key.uniform(0) < 0.7 ? new Shape(2, 5, 6) : Shape.vector(5);
        return new RandomNetworks(input).grown(size, key);
    }

    /** The same behind an embedding of a few tokens. */
    public static Network ofTokens(int size, RandomKey key) {
        RandomNetworks network = new RandomNetworks(new Shape(1, 1, 7));
        network.add(new Embedding(5, 2 + key.index(0, 3)), List.of(network.values.get(0)), Rank.IMAGE);
        return network.grown(size, key);
    }

    private Network grown(int size, RandomKey key) {
        for (int i = 0; i < size; i++) {
            addOne(key.with("node").with(i));
        }
        return new Network("random", values.get(0).shape, nodesAndSum());
    }

    private void addOne(RandomKey key) {
        ReferenceOperator<?> reference = OF_NUMBERS.get(key.index(0, OF_NUMBERS.size()));
        int before = nodes.size();
        for (int i = 0; i < TRIES && nodes.size() == before; i++) {
            tryOne(reference, key.with("inputs").with(i));
        }
    }

    private void tryOne(ReferenceOperator<?> reference, RandomKey key) {
        List<Value> inputs = IntStream.rangeClosed(1, reference.arity())
                .mapToObj(i -> values.get(recent(key.uniform(i))))
                .toList();
        if (inputs.stream().allMatch(v -> reference.takes() == Rank.ANY || reference.takes() == v.rank)) {
            make(reference, inputs, key.with("op")).ifPresent(op -> add(op, inputs, gives(reference, inputs)));
        }
    }

    /** Late values more often than early ones. */
    private int recent(double uniform) {
        return (int) (Math.sqrt(uniform) * values.size());
    }

    private static Rank gives(ReferenceOperator<?> reference, List<Value> inputs) {
        boolean images = inputs.stream().anyMatch(v -> v.rank == Rank.IMAGE);
        return reference.gives() != Rank.ANY ? reference.gives() : images ? Rank.IMAGE : Rank.VECTOR;
    }

    private static Optional<Op> make(ReferenceOperator<?> reference, List<Value> inputs, RandomKey key) {
        List<Shape> shapes = inputs.stream().map(v -> v.shape).toList();
        try {
            Op op = reference.maker().make(shapes, key);
            return op.output(shapes).elements() <= LARGEST ? Optional.of(op) : Optional.empty();
        } catch (IllegalArgumentException misfit) {
            return Optional.empty();
        }
    }

    private Value add(Op op, List<Value> inputs, Rank rank) {
        Node node = new Node(
                "n" + nodes.size(), op, inputs.stream().map(v -> v.name).toList());
        nodes.add(node);
        read.addAll(node.inputs());
        Value value = new Value(
                node.name(), op.output(inputs.stream().map(v -> v.shape).toList()), rank);
        values.add(value);
        return value;
    }

    private List<Node> nodesAndSum() {
        List<Value> ends = values.stream().filter(v -> !read.contains(v.name)).toList();
        Value sum = null;
        for (Value end : ends) {
            Value vector = end.rank == Rank.VECTOR ? end : add(new Flatten(), List.of(end), Rank.VECTOR);
            Value logits = add(new Gemm(vector.shape.channels(), CLASSES), List.of(vector), Rank.VECTOR);
            sum = sum == null ? logits : add(new Add(), List.of(sum, logits), Rank.VECTOR);
        }
        return nodes;
    }
}
