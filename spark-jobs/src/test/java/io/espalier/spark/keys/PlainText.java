package io.espalier.spark.keys;

import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.EntityTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.doctree.ValueTree;
import com.sun.source.util.SimpleDocTreeVisitor;
import java.util.List;
import java.util.stream.Collectors;

/** Javadoc as text on one line, code between backticks. */
final class PlainText extends SimpleDocTreeVisitor<String, Void> {
    static String of(List<? extends DocTree> trees) {
        PlainText text = new PlainText();
        return trees.stream()
                .map(tree -> text.visit(tree, null))
                .collect(Collectors.joining())
                .replaceAll("\\s+", " ")
                .replace("if null", "if omitted")
                .replace("where null", "if omitted")
                .replace("null for ", "omit for ")
                .strip();
    }

    @Override
    protected String defaultAction(DocTree tree, Void nothing) {
        return "";
    }

    @Override
    public String visitText(TextTree tree, Void nothing) {
        return tree.getBody();
    }

    @Override
    public String visitEntity(EntityTree tree, Void nothing) {
        return switch (tree.getName().toString()) {
            case "lt" -> "<";
            case "gt" -> ">";
            default -> "&";
        };
    }

    @Override
    public String visitLiteral(LiteralTree tree, Void nothing) {
        return "`" + tree.getBody().getBody() + "`";
    }

    @Override
    public String visitLink(LinkTree tree, Void nothing) {
        return tree.getLabel().isEmpty()
                ? "`" + tree.getReference().getSignature().replaceFirst("^.*[.#]", "") + "`"
                : of(tree.getLabel());
    }

    @Override
    public String visitValue(ValueTree tree, Void nothing) {
        throw new IllegalStateException("Cannot spell out a value tag in the text of a key");
    }

    @Override
    public String visitStartElement(StartElementTree tree, Void nothing) {
        return " ";
    }
}
