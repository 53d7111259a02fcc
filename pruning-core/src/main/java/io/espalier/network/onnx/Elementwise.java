package io.espalier.network.onnx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;

/** Functions of single numbers of constants, broadcast to common dims. */
final class Elementwise {
    static final Map<String, Function<OnnxNode, Constant>> FOLDS = new HashMap<>();

    /** Cast's numbers of types. */
    private static final int BOOL = 9;

    private static final List<Integer> REAL = List.of(1, 10, 11, 16);

    static {
        pair("Add", Double::sum);
        pair("Sub", (a, b) -> a - b);
        pair("Mul", (a, b) -> a * b);
        pair("Pow", Math::pow);
        pair("Min", Math::min);
        pair("Max", Math::max);
        pair("Equal", (a, b) -> truth(a == b));
        pair("Less", (a, b) -> truth(a < b));
        pair("LessOrEqual", (a, b) -> truth(a <= b));
        pair("Greater", (a, b) -> truth(a > b));
        pair("GreaterOrEqual", (a, b) -> truth(a >= b));
        pair("And", (a, b) -> truth(a != 0 && b != 0));
        pair("Or", (a, b) -> truth(a != 0 || b != 0));
        FOLDS.put("Div", Elementwise::divided);
        FOLDS.put("Mod", Elementwise::rest);
        single("Not", a -> truth(a == 0));
        single("Neg", a -> -a);
        single("Abs", Math::abs);
        single("Sqrt", Math::sqrt);
        single("Exp", Math::exp);
        single("Log", Math::log);
        single("Sin", Math::sin);
        single("Cos", Math::cos);
        single("Floor", Math::floor);
        single("Ceil", Math::ceil);
        single("Reciprocal", a -> 1 / a);
        FOLDS.put("Cast", Elementwise::cast);
        FOLDS.put("Where", Elementwise::chosen);
    }

    private Elementwise() {}

    private static double truth(boolean holds) {
        return holds ? 1 : 0;
    }

    private static void single(String operator, DoubleUnaryOperator function) {
        FOLDS.put(operator, node -> node.constant(0).map(function));
    }

    private static void pair(String operator, DoubleBinaryOperator function) {
        FOLDS.put(operator, node -> of(node.constant(0), node.constant(1), function));
    }

    static Constant of(Constant left, Constant right, DoubleBinaryOperator function) {
        List<Integer> dims = Constant.common(left.dims(), right.dims());
        double[] a = left.broadcast(dims).values();
        double[] b = right.broadcast(dims).values();
        double[] both = new double[a.length];
        for (int i = 0; i < both.length; i++) {
            both[i] = function.applyAsDouble(a[i], b[i]);
        }
        return new Constant(dims, both, left.type());
    }

    /** Of whole numbers without the rest. */
    private static Constant divided(OnnxNode node) {
        boolean whole = node.constant(0).type() == Constant.Type.WHOLE
                && node.constant(1).type() == Constant.Type.WHOLE;
        return of(node.constant(0), node.constant(1), (a, b) -> whole ? wholes(a, b) : a / b);
    }

    private static double wholes(double a, double b) {
        if (b == 0) {
            throw new UnreadableException("it divides a whole number by 0");
        }
        long quotient = (long) a / (long) b;
        return quotient;
    }

    /** With the divisor's sign, or with the dividend's by fmod. */
    private static Constant rest(OnnxNode node) {
        boolean dividend = node.integer("fmod", 0) == 1;
        return of(node.constant(0), node.constant(1), (a, b) -> dividend || b == 0 ? a % b : a - Math.floor(a / b) * b);
    }

    private static Constant cast(OnnxNode node) {
        int to = node.size("to", node.integer("to", 1));
        if (REAL.contains(to)) {
            return node.constant(0).of(Constant.Type.REAL);
        }
        DoubleUnaryOperator function = to == BOOL ? a -> truth(a != 0) : a -> (long) a;
        return node.constant(0).map(function).of(Constant.Type.WHOLE);
    }

    private static Constant chosen(OnnxNode node) {
        List<Integer> values =
                Constant.common(node.constant(1).dims(), node.constant(2).dims());
        List<Integer> dims = Constant.common(node.constant(0).dims(), values);
        double[] condition = node.constant(0).broadcast(dims).values();
        double[] yes = node.constant(1).broadcast(dims).values();
        double[] no = node.constant(2).broadcast(dims).values();
        for (int i = 0; i < yes.length; i++) {
            yes[i] = condition[i] != 0 ? yes[i] : no[i];
        }
        return new Constant(dims, yes, node.constant(1).type());
    }
}
