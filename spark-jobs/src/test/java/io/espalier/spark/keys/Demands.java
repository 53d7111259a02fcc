package io.espalier.spark.keys;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.SimpleTreeVisitor;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds what a constructor demands: {@code check(..., "batch", batch, "be at least 1")}, where that text is constant. */
final class Demands extends TreeScanner<Void, Void> {
    private static final int COMPONENT = 1;
    private static final int MUST = 3;
    private final Map<String, List<String>> found = new HashMap<>();
    private final Map<String, ExpressionTree> constants = new HashMap<>();

    private final Map<String, MethodTree> methods = new HashMap<>();

    /** @param enclosing the types around a constructor and its own: their constants and methods are known in it */
    Demands(List<ClassTree> enclosing) {
        for (ClassTree type : enclosing) {
            for (Tree member : type.getMembers()) {
                if (member instanceof VariableTree field && field.getInitializer() != null) {
                    constants.put(field.getName().toString(), field.getInitializer());
                } else if (member instanceof MethodTree method) {
                    methods.put(method.getName().toString(), method);
                }
            }
        }
    }

    Map<String, List<String>> found() {
        return found;
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
        List<? extends ExpressionTree> arguments = call.getArguments();
        String name = call.getMethodSelect().toString();
        if (name.startsWith("check") && methods.containsKey(name)) {
            scan(methods.get(name).getBody(), null);
        }
        if (name.endsWith("check") && arguments.size() == MUST + 1) {
            Optional<String> component = constant(arguments.get(COMPONENT));
            Optional<String> must = constant(arguments.get(MUST));
            if (component.isPresent() && must.isPresent()) {
                List<String> demands = found.computeIfAbsent(component.get(), key -> new ArrayList<>());
                if (!demands.contains(must.get())) {
                    demands.add(must.get());
                }
            }
        }
        return super.visitMethodInvocation(call, nothing);
    }

    private Optional<String> constant(ExpressionTree expression) {
        return Optional.ofNullable(expression.accept(new Value(), null)).map(String::valueOf);
    }

    /** The value of a constant expression; null where it is none. */
    private final class Value extends SimpleTreeVisitor<Object, Void> {
        @Override
        public Object visitLiteral(LiteralTree literal, Void nothing) {
            return literal.getValue();
        }

        @Override
        public Object visitParenthesized(ParenthesizedTree inner, Void nothing) {
            return visit(inner.getExpression(), null);
        }

        @Override
        public Object visitIdentifier(IdentifierTree name, Void nothing) {
            ExpressionTree constant = constants.get(name.getName().toString());
            return constant == null ? null : visit(constant, null);
        }

        @Override
        public Object visitUnary(UnaryTree unary, Void nothing) {
            Object value = visit(unary.getExpression(), null);
            return value instanceof Number && unary.getKind() == Tree.Kind.UNARY_MINUS ? "-" + value : null;
        }

        @Override
        public Object visitBinary(BinaryTree binary, Void nothing) {
            Object left = visit(binary.getLeftOperand(), null);
            Object right = visit(binary.getRightOperand(), null);
            if (left == null || right == null) {
                return null;
            }
            boolean integers = left instanceof Integer && right instanceof Integer;
            return switch (binary.getKind()) {
                case PLUS -> integers ? (Object) ((int) left + (int) right) : "" + left + right;
                case LEFT_SHIFT -> integers ? (Object) ((int) left << (int) right) : null;
                case MINUS -> integers ? (Object) ((int) left - (int) right) : null;
                case MULTIPLY -> integers ? (Object) ((int) left * (int) right) : null;
                default -> null;
            };
        }
    }
}
