package io.espalier.network.onnx;

import io.espalier.network.Node;
import io.espalier.network.onnx.Term.Stage;
import io.espalier.network.op.Mul;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Follows norms and softmaxes that a file has in pieces, as JAX and TensorFlow write them: sum by sum, until the last piece
 * stands for the whole. What is no part of either is refused.
 */
final class Terms {
    private static final double CLOSE = 1e-6;
    private static final int SINCE_AXES_ARE_INPUT = 18;
    private static final int SINCE_AXES_OF_SUM_ARE_INPUT = 13;

    private static final Map<String, Stage> OF_ONE = Map.of(
            "Sqrt SUMMED_VARIANCE", Stage.DEVIATION,
            "Reciprocal DEVIATION", Stage.INVERSE_DEVIATION,
            "Exp BELOW_LARGEST", Stage.EXPONENTIAL);

    private static final Map<String, Stage> OF_ACTIVATION = Map.of(
            "Sub MEAN", Stage.DIFFERENCE,
            "Sub LARGEST", Stage.BELOW_LARGEST);

    private Terms() {}

    /** A sum along an axis. */
    static void sum(OnnxNode node) {
        int axis = axis(node, SINCE_AXES_OF_SUM_ARE_INPUT);
        Optional<Term> term = node.term(0);
        if (term.isPresent()
                && term.get().stage() == Stage.EXPONENTIAL
                && term.get().axis() == axis) {
            reduced(node, term.get().become(Stage.SUM_OF_EXPONENTIALS), axis);
            return;
        }
        reduced(node, new Term(node.value(0), axis, Stage.SUM), axis);
    }

    /** The largest number along an axis. */
    static void largest(OnnxNode node) {
        int axis = axis(node, SINCE_AXES_ARE_INPUT);
        reduced(node, new Term(node.value(0), axis, Stage.LARGEST), axis);
    }

    private static int axis(OnnxNode node, int sinceInput) {
        int[] axes = node.axes(sinceInput);
        if (axes.length != 1) {
            throw new UnreadableException("it has " + axes.length + " axes (must have one)");
        }
        return node.viewed(0).view().axis(axes[0]);
    }

    private static void reduced(OnnxNode node, Term term, int axis) {
        View emptied = term.of().view().with(axis, List.of());
        node.give(term.as(node.integer("keepdims", 1) == 1 ? emptied : emptied.without(axis)));
    }

    /** What an activation is the square of. */
    private static Optional<Value> squared(OnnxNode node, Value x) {
        if (x.node().equals(Node.INPUT)) {
            return Optional.empty();
        }
        Node square = node.part(x).node();
        boolean same = square.inputs().stream().distinct().count() == 1;
        return square.op().equals(new Mul()) && same
                ? Optional.of(new Value(square.inputs().get(0), x.shape(), x.layout(), x.view()))
                : Optional.empty();
    }

    /** A root, an inverse or an exponential. */
    static void single(OnnxNode node) {
        Term term =
                node.term(0).orElseThrow(() -> new UnreadableException("it is only supported in a norm or softmax"));
        node.give(term.become(next(OF_ONE, node.operator() + " " + term.stage(), term)));
    }

    /** A bound that a term never passes. */
    static void bounded(OnnxNode node) {
        int place = node.isConstant(0) ? 1 : 0;
        Term term = node.term(place)
                .orElseThrow(() -> new UnreadableException("it is only supported in a norm or softmax"));
        double bound = node.constant(1 - place).scalar();
        boolean isFree = (term.stage() == Stage.VARIANCE && bound == 0)
                || (term.stage() == Stage.LARGEST && bound == Double.NEGATIVE_INFINITY);
        if (!isFree) {
            throw unsupported(node.operator() + " with " + bound, term);
        }
        node.give(term);
    }

    /** A sum, difference, product or quotient, if an input is a term. */
    static boolean isArithmetic(OnnxNode node) {
        return node.term(0).isPresent() || node.term(1).isPresent();
    }

    static void arithmetic(OnnxNode node) {
        Optional<Term> left = node.term(0);
        Optional<Term> right = node.term(1);
        if (left.isPresent() && right.isPresent()) {
            pair(node, left.get(), right.get());
        } else if (node.isConstant(left.isPresent() ? 1 : 0)) {
            withConstant(node, left.orElseGet(right::orElseThrow), node.constant(left.isPresent() ? 1 : 0));
        } else {
            Term term = right.orElseThrow(() -> unsupported(node.operator(), left.orElseThrow()));
            Term next = term.become(next(OF_ACTIVATION, node.operator() + " " + term.stage(), term));
            requireFit(node.value(0).equals(term.of()) && term.isAlong(), term);
            node.give(next);
        }
    }

    private static void pair(OnnxNode node, Term left, Term right) {
        String what = node.operator() + " " + left.stage() + " " + right.stage();
        if (what.equals("Sub MEAN SQUARED_MEAN")) {
            boolean ofSquares =
                    squared(node, left.of()).filter(right.of()::equals).isPresent();
            requireFit(ofSquares && left.isAlong(right), left);
            node.give(right.become(Stage.VARIANCE));
            return;
        }
        requireFit(left.fits(right), left);
        switch (what) {
            case "Mul MEAN MEAN" -> node.give(left.become(Stage.SQUARED_MEAN));
            case "Mul DIFFERENCE INVERSE_DEVIATION", "Div DIFFERENCE DEVIATION" ->
                LayerNormalizationOnnx.become(node, right);
            case "Mul INVERSE_DEVIATION DIFFERENCE" -> LayerNormalizationOnnx.become(node, left);
            case "Div EXPONENTIAL SUM_OF_EXPONENTIALS" -> Views.softmax(node, left.of(), left.axis());
            default -> throw unsupported(node.operator(), left);
        }
    }

    private static void withConstant(OnnxNode node, Term term, Constant constant) {
        OptionalLong count = count(node, term, constant);
        if (term.stage() == Stage.SUM && count.isPresent()) {
            node.give(term.over(count.getAsLong()).become(Stage.MEAN));
        } else if (node.operator().equals("Add") && term.stage() == Stage.VARIANCE) {
            node.give(term.plus(constant.scalar()).become(Stage.SUMMED_VARIANCE));
        } else if (node.operator().equals("Mul")
                && term.stage() == Stage.INVERSE_DEVIATION
                && term.scale().isEmpty()
                && term.isAlong()) {
            node.give(term.times(constant));
        } else {
            throw unsupported(node.operator() + " with a constant", term);
        }
    }

    /** How many numbers a sum is divided by, if it is as many as there are, or more. */
    private static OptionalLong count(OnnxNode node, Term sum, Constant constant) {
        double divisor = constant.size() != 1 ? 0 : divisor(node, constant.scalar());
        long count = Math.round(divisor);
        boolean isCount = Math.abs(divisor - count) < CLOSE * count && count - sum.count() >= 0;
        return isCount ? OptionalLong.of(count) : OptionalLong.empty();
    }

    private static double divisor(OnnxNode node, double number) {
        return switch (node.operator()) {
            case "Mul" -> 1 / number;
            case "Div" -> node.isConstant(1) ? number : 0;
            default -> 0;
        };
    }

    private static Stage next(Map<String, Stage> stages, String what, Term term) {
        Stage next = stages.get(what);
        if (next == null) {
            throw unsupported(what.substring(0, what.indexOf(' ')), term);
        }
        return next;
    }

    private static void requireFit(boolean fits, Term term) {
        if (!fits) {
            throw new UnreadableException(
                    "the " + term.stage().described() + " of " + term.of().described() + " along axis " + term.axis()
                            + " is applied to another activation or along another axis");
        }
    }

    private static UnreadableException unsupported(String what, Term term) {
        return new UnreadableException("it applies " + what + " to the "
                + term.stage().described() + " of an activation, which is no part of a norm or softmax");
    }
}
