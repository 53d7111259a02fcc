package io.espalier.spark.keys;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import io.espalier.spark.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Reads what the sources of records, families and enums say of them: their Javadoc, and the demands of their constructors. */
final class Sources {
    private static final List<String> ROOTS = List.of("pruning-core/src/main/java", "spark-jobs/src/main/java");
    private final Map<Path, Map<String, SourceType>> files = new HashMap<>();

    /** What the source of a class says. */
    SourceType of(Class<?> type) {
        Class<?> outermost = type;
        while (outermost.getEnclosingClass() != null) {
            outermost = outermost.getEnclosingClass();
        }
        Path file = file(outermost);
        return files.computeIfAbsent(file, Sources::read)
                .get(type.getName().substring(outermost.getPackageName().length() + 1));
    }

    private static Path file(Class<?> type) {
        String name = type.getName().replace('.', '/') + ".java";
        return ROOTS.stream()
                .map(root -> Repository.root().resolve(root).resolve(name))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Cannot find the source of " + type.getName()));
    }

    private static Map<String, SourceType> read(Path file) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjects(file));
            Map<String, SourceType> types = new HashMap<>();
            for (CompilationUnitTree unit : task.parse()) {
                new Collector(DocTrees.instance(task), types).scan(unit, null);
            }
            return types;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** Visits every type of a file. */
    private static final class Collector extends TreePathScanner<Void, Void> {
        private final DocTrees trees;
        private final Map<String, SourceType> types;
        private final Deque<ClassTree> enclosing = new ArrayDeque<>();

        private Collector(DocTrees trees, Map<String, SourceType> types) {
            this.trees = trees;
            this.types = types;
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            enclosing.addLast(type);
            String name = enclosing.stream()
                    .map(one -> one.getSimpleName().toString())
                    .collect(Collectors.joining("$"));
            types.put(
                    name, SourceType.of(List.copyOf(enclosing), this::doc, trees.getDocCommentTree(getCurrentPath())));
            super.visitClass(type, nothing);
            enclosing.removeLast();
            return null;
        }

        private @Nullable DocCommentTree doc(Tree member) {
            return trees.getDocCommentTree(TreePath.getPath(getCurrentPath(), member));
        }
    }
}
