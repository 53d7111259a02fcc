package io.espalier;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * How large files, methods and records may be. What is over a limit today stands in a list with its size: it may shrink,
 * and must leave the list when it has.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SourceBudgetTest {
    private static final int LINES_OF_FILE = 300;
    private static final int PARAMETERS = 6;
    private static final int COMPONENTS = 8;
    private static final int MEDIAN_LINES_OF_METHOD = 5;
    private static final int P95_LINES_OF_METHOD = 20;

    /** A row of a table is as wide as its table. */
    private static final Pattern ROW = Pattern.compile("\\w+Row(\\..*)?");

    private static final Map<String, Integer> LONG_FILES = Map.of();

    private static final Map<String, Integer> WIDE_METHODS = Map.of(
            "Blas.Fortran.sgemm_", 13,
            "Blas.multiply", 8,
            "Blas.transposed", 8,
            "VectorMath.add", 10);

    private static final Map<String, Integer> WIDE_RECORDS = Map.of(
            "Action.TrainBatches", 9,
            "CsvSource", 11,
            "Prune", 13,
            "Snapshot", 9,
            "SparkSource", 11,
            "SweepKeys", 14,
            "SweepTables", 9,
            "TextSource", 9,
            "Train", 10,
            "TrialResult", 10);

    private final Map<String, Integer> files = new TreeMap<>();
    private final Map<String, Integer> parameters = new TreeMap<>();
    private final Map<String, Integer> components = new TreeMap<>();
    private final List<Integer> lines = new ArrayList<>();

    @BeforeAll
    void measure() throws IOException {
        List<Path> sources = sources("main");
        for (Path file :
                Stream.concat(sources.stream(), sources("test").stream()).toList()) {
            files.put(file.getFileName().toString(), Files.readAllLines(file).size());
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(sources));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                unit.accept(new Measure(unit, positions), null);
            }
        }
    }

    private static List<Path> sources(String kind) throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String module : List.of("pruning-core", "spark-jobs")) {
            try (Stream<Path> found = Files.walk(Path.of("..", module, "src", kind, "java"))) {
                found.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        return sources;
    }

    /** Those of tests too. */
    @Test
    void keepsFilesShort() {
        assertThat(over(files, LINES_OF_FILE)).isEqualTo(LONG_FILES);
    }

    @Test
    void keepsParametersFew() {
        assertThat(over(parameters, PARAMETERS)).isEqualTo(WIDE_METHODS);
    }

    @Test
    void keepsRecordsNarrow() {
        components.keySet().removeIf(type -> ROW.matcher(type).matches());

        assertThat(over(components, COMPONENTS)).isEqualTo(WIDE_RECORDS);
    }

    @Test
    void keepsMethodsShort() {
        List<Integer> sorted = lines.stream().sorted().toList();

        assertThat(sorted).hasSizeGreaterThan(1000);
        assertThat(sorted.get(sorted.size() / 2)).as("median").isLessThanOrEqualTo(MEDIAN_LINES_OF_METHOD);
        assertThat(sorted.get(sorted.size() * 95 / 100)).as("p95").isLessThanOrEqualTo(P95_LINES_OF_METHOD);
    }

    private static Map<String, Integer> over(Map<String, Integer> sizes, int limit) {
        Map<String, Integer> over = new TreeMap<>(sizes);
        over.values().removeIf(size -> size <= limit);
        return over;
    }

    /** Looks at every method and record of a file. */
    private final class Measure extends TreeScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private String type = "";

        private Measure(CompilationUnitTree unit, SourcePositions positions) {
            this.unit = unit;
            this.positions = positions;
        }

        @Override
        public Void visitClass(ClassTree tree, Void nothing) {
            String outer = type;
            type = outer.isEmpty() ? tree.getSimpleName().toString() : outer + "." + tree.getSimpleName();
            if (tree.getKind() == Tree.Kind.RECORD) {
                components.put(type, (int) tree.getMembers().stream()
                        .filter(member -> member instanceof VariableTree field
                                && !field.getModifiers().toString().contains("static"))
                        .count());
            }
            super.visitClass(tree, nothing);
            type = outer;
            return null;
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            if (!method.getName().contentEquals("<init>")) {
                parameters.merge(
                        type + "." + method.getName(), method.getParameters().size(), Math::max);
            }
            if (method.getBody() != null) {
                LineMap map = unit.getLineMap();
                long first = map.getLineNumber(positions.getStartPosition(unit, method));
                long last = map.getLineNumber(positions.getEndPosition(unit, method));
                lines.add((int) (last - first + 1));
            }
            return super.visitMethod(method, nothing);
        }
    }
}
