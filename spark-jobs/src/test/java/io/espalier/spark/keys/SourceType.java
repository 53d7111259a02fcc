package io.espalier.spark.keys;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import io.espalier.binding.Spelling;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the source of a type says.
 *
 * @param text its Javadoc
 * @param parameters what is said of its components, or of its constants, by name as YAML spells it
 * @param demands of its constructor, by component
 */
record SourceType(String text, Map<String, String> parameters, Map<String, List<String>> demands) {
    /** @param enclosing the types around it, and itself at last */
    static SourceType of(
            List<ClassTree> enclosing, Function<Tree, @Nullable DocCommentTree> docs, @Nullable DocCommentTree doc) {
        ClassTree type = enclosing.get(enclosing.size() - 1);
        Map<String, String> parameters = new HashMap<>();
        if (type.getKind() == Tree.Kind.ENUM) {
            addConstants(type, docs, parameters);
        } else if (doc != null) {
            addComponents(doc, parameters);
        }
        String text = doc == null ? "" : PlainText.of(doc.getFullBody());
        return new SourceType(text, parameters, demands(enclosing, type));
    }

    private static void addComponents(DocCommentTree doc, Map<String, String> parameters) {
        doc.getBlockTags().forEach(tag -> {
            if (tag instanceof ParamTree parameter && !parameter.isTypeParameter()) {
                parameters.put(
                        Spelling.of(parameter.getName().getName().toString()),
                        PlainText.of(parameter.getDescription()));
            }
        });
    }

    private static void addConstants(
            ClassTree type, Function<Tree, @Nullable DocCommentTree> docs, Map<String, String> parameters) {
        for (Tree member : type.getMembers()) {
            DocCommentTree doc = member instanceof VariableTree ? docs.apply(member) : null;
            if (doc != null) {
                String name = ((VariableTree) member).getName().toString();
                parameters.put(name.toLowerCase(Locale.ROOT).replace('_', '-'), PlainText.of(doc.getFullBody()));
            }
        }
    }

    private static Map<String, List<String>> demands(List<ClassTree> enclosing, ClassTree type) {
        Demands demands = new Demands(enclosing);
        for (Tree member : type.getMembers()) {
            if (member instanceof MethodTree method && method.getName().contentEquals("<init>")) {
                demands.scan(method, null);
            }
        }
        return demands.found();
    }
}
