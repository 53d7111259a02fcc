package io.espalier.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.SealedTypes;
import io.espalier.engine.torch.Torch;
import io.espalier.engine.torch.op.OpKernels;
import io.espalier.engine.torch.op.Operands;
import io.espalier.network.op.Op;
import io.espalier.network.op.Parameter;
import io.espalier.network.op.Parameter.Role;
import io.espalier.network.op.ReferenceOperator;
import io.espalier.network.op.ReferenceOperator.Rank;
import io.espalier.network.op.ReferenceOperator.Values;
import io.espalier.network.op.ReferenceOperators;
import io.espalier.network.op.Shape;
import io.espalier.random.RandomKey;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operator on libtorch is what its definition says, and so is its gradient. */
class OperatorsTest {
    private static final int CASES = 12;
    private static final double STEP = 1e-6;

    /** An operator at work on one example. */
    private record Case(Op op, ReferenceOperator<?> reference, Values values, List<Rank> ranks) {
        double[] output() {
            return reference.output(op, values);
        }
    }

    static Stream<ReferenceOperator<?>> operators() {
        return ReferenceOperators.ALL.stream();
    }

    @BeforeAll
    static void start() {
        Torch.useThisThread();
    }

    @Test
    void everyOperatorHasADefinition() {
        assertThat(ReferenceOperators.ALL.stream().<Class<?>>map(ReferenceOperator::type))
                .containsExactlyInAnyOrderElementsOf(SealedTypes.of(Op.class).toList());
    }

    @ParameterizedTest
    @MethodSource("operators")
    void isWhatItsDefinitionSays(ReferenceOperator<?> reference) {
        cases(reference).forEach(OperatorsTest::compareOutput);
    }

    private static void compareOutput(Case own) {
        try (PtNDManager manager = Torch.newManager()) {
            JniUtils.setGradMode(false);
            PtNDArray output = OpKernels.of(own.op).forward(own.op, operands(own, manager, new ArrayList<>()));
            double[] expected = own.output();
            float[] actual = new float[expected.length];
            Torch.read(output).get(actual);
            for (int i = 0; i < expected.length; i++) {
                assertThat((double) actual[i])
                        .as("%s number %d", own.op, i)
                        .isCloseTo(expected[i], within(1e-5 * Math.max(1, Math.abs(expected[i]))));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("operators")
    void hasTheGradientOfItsDefinition(ReferenceOperator<?> reference) {
        cases(reference).forEach(OperatorsTest::compareGradient);
    }

    private static void compareGradient(Case own) {
        double[] upstream = numbers(own.output().length, RandomKey.of(9));
        try (PtNDManager manager = Torch.newManager()) {
            JniUtils.setGradMode(true);
            List<PtNDArray> leaves = new ArrayList<>();
            PtNDArray output = OpKernels.of(own.op).forward(own.op, operands(own, manager, leaves));
            PtNDArray slope = tensor(manager, upstream, output.getShape().getShape());
            JniUtils.backward(output, slope, false, false);
            List<double[]> numbers = trained(own);
            for (int i = 0; i < numbers.size(); i++) {
                compareGradient(own, upstream, numbers.get(i), JniUtils.getGradient(leaves.get(i)));
            }
        }
    }

    private static void compareGradient(Case own, double[] upstream, double[] numbers, PtNDArray gradient) {
        float[] actual = new float[numbers.length];
        Torch.read(gradient).get(actual);
        for (int i = 0; i < numbers.length; i++) {
            double before = numbers[i];
            numbers[i] = before + STEP;
            double above = dot(upstream, own.output());
            numbers[i] = before - STEP;
            double below = dot(upstream, own.output());
            numbers[i] = before;
            double expected = (above - below) / (2 * STEP);
            assertThat((double) actual[i])
                    .as("%s by number %d", own.op, i)
                    .isCloseTo(expected, within(1e-4 * Math.max(1, Math.abs(expected))));
        }
    }

    private static double dot(double[] x, double[] y) {
        return IntStream.range(0, x.length).mapToDouble(i -> x[i] * y[i]).sum();
    }

    /** All that gradients are asked by, in the order of {@link #operands}. */
    private static List<double[]> trained(Case own) {
        List<double[]> trained = new ArrayList<>(own.values.inputs());
        own.values.parameters().forEach((role, numbers) -> {
            if (role.isTrained()) {
                trained.add(numbers);
            }
        });
        return trained;
    }

    private static Operands operands(Case own, PtNDManager manager, List<PtNDArray> leaves) {
        List<PtNDArray> inputs = new ArrayList<>();
        for (int i = 0; i < own.values.inputs().size(); i++) {
            Shape shape = own.values.shapes().get(i);
            long[] dims = own.ranks.get(i) == Rank.VECTOR
                    ? new long[] {1, shape.channels()}
                    : new long[] {1, shape.channels(), shape.height(), shape.width()};
            inputs.add(leaf(manager, own.values.inputs().get(i), dims, leaves));
        }
        Map<Role, PtNDArray> parameters = new EnumMap<>(Role.class);
        for (Parameter parameter : own.op.parameters("node")) {
            double[] numbers = own.values.parameters().get(parameter.role());
            long[] dims = parameter.dims().stream().mapToLong(d -> d).toArray();
            parameters.put(
                    parameter.role(),
                    parameter.role().isTrained()
                            ? leaf(manager, numbers, dims, leaves)
                            : tensor(manager, numbers, dims));
        }
        return new Operands(inputs, parameters, Operands.Statistics.RUNNING, Operands.MOMENTUM);
    }

    private static PtNDArray leaf(PtNDManager manager, double[] numbers, long[] dims, List<PtNDArray> leaves) {
        PtNDArray leaf = tensor(manager, numbers, dims);
        JniUtils.attachGradient(leaf, true);
        leaves.add(leaf);
        return leaf;
    }

    private static PtNDArray tensor(PtNDManager manager, double[] numbers, long[] dims) {
        ByteBuffer bytes = Torch.bytes(numbers.length);
        bytes.asFloatBuffer().put(Alike.floats(numbers));
        return Torch.view(manager, bytes, dims);
    }

    /** Of many shapes and kinds of input, those that the operator takes. */
    private static List<Case> cases(ReferenceOperator<?> reference) {
        List<Case> cases = new ArrayList<>();
        for (int seed = 0; cases.size() < CASES; seed++) {
            assertThat(seed).as("inputs that fit %s", reference.type()).isLessThan(100_000);
            RandomKey key = RandomKey.of(seed);
            List<Rank> ranks = new ArrayList<>();
            List<Shape> shapes = new ArrayList<>();
            for (int i = 0; i < reference.arity(); i++) {
                boolean image = reference.takes() == Rank.IMAGE
                        || (reference.takes() == Rank.ANY && key.with("image").uniform(i) < 0.5);
                Rank rank = reference.takes() == Rank.TOKENS ? Rank.TOKENS : image ? Rank.IMAGE : Rank.VECTOR;
                ranks.add(rank);
                shapes.add(shape(rank, key.with("shape").with(i)));
            }
            try {
                cases.add(of(reference, reference.maker().make(shapes, key), shapes, ranks, key));
            } catch (IllegalArgumentException misfit) {
                continue;
            }
        }
        return cases;
    }

    private static Shape shape(Rank rank, RandomKey key) {
        int channels = 2 + key.index(0, 3);
        return switch (rank) {
            case TOKENS -> new Shape(1, 1, channels);
            case IMAGE, ANY -> new Shape(channels, 1 + key.index(1, 4), 1 + key.index(2, 4));
            case VECTOR -> Shape.vector(channels);
        };
    }

    private static Case of(ReferenceOperator<?> reference, Op op, List<Shape> shapes, List<Rank> ranks, RandomKey key) {
        op.output(shapes);
        List<double[]> inputs = new ArrayList<>();
        for (int i = 0; i < shapes.size(); i++) {
            int count = shapes.get(i).elements();
            RandomKey own = key.with("input").with(i);
            inputs.add(op.domain().isPresent() ? tokens(count, op.domain().getAsInt(), own) : numbers(count, own));
        }
        Map<Role, double[]> parameters = new EnumMap<>(Role.class);
        for (Parameter parameter : op.parameters("node")) {
            double[] numbers = numbers(parameter.size(), key.with(parameter.name()));
            if (parameter.role() == Role.RUNNING_VARIANCE) {
                IntStream.range(0, numbers.length).forEach(i -> numbers[i] = 0.5 + Math.abs(numbers[i]));
            }
            parameters.put(parameter.role(), numbers);
        }
        return new Case(op, reference, new Values(shapes, inputs, parameters), ranks);
    }

    /** All that there are, one before and one behind them, and halves. */
    private static double[] tokens(int count, int domain, RandomKey key) {
        return IntStream.range(0, count)
                .mapToDouble(i -> key.index(i, 2 * domain + 3) / 2.0 - 1)
                .toArray();
    }

    /**
     * Where an operator says that it is causal, other columns behind one leave all up to it as they are, and there are as many
     * columns as before.
     */
    @ParameterizedTest
    @MethodSource("operators")
    void dependsOnNoColumnBehindWhereItIsCausal(ReferenceOperator<?> reference) {
        for (Case one : cases(reference)) {
            if (one.op.isCausal(one.values.shapes())) {
                compareUpTo(one, one.values.shapes().get(0).width() / 2);
            }
        }
    }

    private static void compareUpTo(Case one, int columns) {
        Shape shape = one.op.output(one.values.shapes());
        double[] before = one.output();
        assertThat(one.values.shapes()).allMatch(in -> in.width() == shape.width());
        for (int input = 0; input < one.values.inputs().size(); input++) {
            double[] numbers = one.values.inputs().get(input);
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] += i % shape.width() >= columns ? 1 : 0;
            }
        }
        double[] after = one.output();
        for (int i = 0; i < before.length; i++) {
            if (i % shape.width() < columns) {
                assertThat(after[i]).as("%s number %d", one.op, i).isEqualTo(before[i]);
            }
        }
    }

    private static double[] numbers(int count, RandomKey key) {
        return IntStream.range(0, count)
                .mapToDouble(i -> (float) key.gaussian(i))
                .toArray();
    }
}
