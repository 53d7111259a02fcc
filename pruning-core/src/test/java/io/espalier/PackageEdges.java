package io.espalier;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Which package of ours uses which, as compiled. Packages are written without {@code io.espalier}. */
public final class PackageEdges {
    private static final String ROOT = "io.espalier.";

    private PackageEdges() {}

    /**
     * A test for each package: it uses exactly the packages that its line allows. A package without a line fails, as does a
     * line that allows what is not used.
     *
     * @param allowed a line for each package, {@code package: package package ...}
     */
    public static Stream<DynamicTest> areExactly(String allowed, JavaClasses classes) {
        SortedMap<String, SortedSet<String>> listed = parse(allowed);
        SortedMap<String, SortedSet<String>> found = of(classes);
        SortedSet<String> packages = new TreeSet<>(listed.keySet());
        packages.addAll(found.keySet());
        return packages.stream()
                .map(name -> DynamicTest.dynamicTest(
                        name, () -> assertThat(found.get(name)).as(name).isEqualTo(listed.get(name))));
    }

    private static SortedMap<String, SortedSet<String>> parse(String allowed) {
        SortedMap<String, SortedSet<String>> edges = new TreeMap<>();
        allowed.lines().forEach(line -> {
            String[] sides = line.split(":", 2);
            edges.put(sides[0], new TreeSet<>(Arrays.asList(sides[1].strip().split(" "))));
            edges.get(sides[0]).remove("");
        });
        return edges;
    }

    private static SortedMap<String, SortedSet<String>> of(JavaClasses classes) {
        SortedMap<String, SortedSet<String>> edges = new TreeMap<>();
        for (JavaClass type : classes) {
            SortedSet<String> used = edges.computeIfAbsent(nameOf(type), name -> new TreeSet<>());
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(target -> target.getPackageName().startsWith(ROOT))
                    .map(PackageEdges::nameOf)
                    .filter(name -> !name.equals(nameOf(type)))
                    .forEach(used::add);
        }
        return edges;
    }

    private static String nameOf(JavaClass type) {
        return type.getPackageName().substring(ROOT.length());
    }
}
