package io.espalier;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.espalier.network.op.Op;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Which package may use which. */
class ArchitectureTest {
    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.espalier");

    /** Everything that a package may use of the core, besides itself. */
    private static final Map<String, List<String>> ALLOWED = Map.ofEntries(
            Map.entry("random", List.of()),
            Map.entry("schema", List.of()),
            Map.entry("result", List.of()),
            Map.entry("pareto", List.of("schema", "result")),
            Map.entry("paper", List.of("schema", "pareto")),
            Map.entry("network", List.of("schema", "random")),
            Map.entry("metric", List.of("schema", "random", "network", "data")),
            Map.entry("codec", List.of("schema", "network")),
            Map.entry("data", List.of("schema", "random", "network")),
            Map.entry("baseline", List.of("random", "network", "data")),
            Map.entry("prune", List.of("schema", "random", "network")),
            Map.entry("reconstruct", List.of("schema", "random", "network", "prune")),
            Map.entry("criterion", List.of("schema", "random", "network", "prune")),
            Map.entry("penalty", List.of("schema", "network")),
            Map.entry("reparameterize", List.of("schema", "random", "network")),
            Map.entry("project", List.of("schema", "network")),
            Map.entry("snapshot", List.of("schema", "network", "codec", "prune", "result")),
            Map.entry(
                    "recipe",
                    List.of(
                            "schema",
                            "network",
                            "data",
                            "baseline",
                            "codec",
                            "prune",
                            "criterion",
                            "reconstruct",
                            "penalty",
                            "reparameterize",
                            "project")),
            Map.entry(
                    "config",
                    List.of(
                            "schema",
                            "network",
                            "data",
                            "baseline",
                            "codec",
                            "prune",
                            "criterion",
                            "reconstruct",
                            "penalty",
                            "reparameterize",
                            "project",
                            "metric",
                            "recipe",
                            "pareto",
                            "paper",
                            "result")),
            Map.entry(
                    "engine",
                    List.of(
                            "random",
                            "network",
                            "data",
                            "baseline",
                            "codec",
                            "prune",
                            "criterion",
                            "reconstruct",
                            "penalty",
                            "reparameterize",
                            "project",
                            "recipe")),
            Map.entry(
                    "export", List.of("schema", "random", "network", "data", "codec", "snapshot", "metric", "engine")),
            Map.entry(
                    "plan",
                    List.of(
                            "schema",
                            "random",
                            "network",
                            "data",
                            "baseline",
                            "codec",
                            "prune",
                            "criterion",
                            "reconstruct",
                            "penalty",
                            "reparameterize",
                            "project",
                            "metric",
                            "recipe",
                            "config",
                            "result")),
            Map.entry(
                    "run",
                    List.of(
                            "schema",
                            "random",
                            "network",
                            "data",
                            "baseline",
                            "prune",
                            "criterion",
                            "reconstruct",
                            "recipe",
                            "config",
                            "result",
                            "metric",
                            "codec",
                            "snapshot",
                            "engine",
                            "export",
                            "plan")));

    @TestFactory
    Stream<DynamicTest> packagesUseOnlyWhatTheyMay() {
        return ALLOWED.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    String[] others = ALLOWED.keySet().stream()
                            .filter(name -> !name.equals(entry.getKey())
                                    && !entry.getValue().contains(name))
                            .map(ArchitectureTest::inCore)
                            .toArray(String[]::new);
                    noClasses()
                            .that()
                            .resideInAPackage(inCore(entry.getKey()))
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(others)
                            .check(CORE);
                }));
    }

    private static String inCore(String name) {
        return "io.espalier." + name + "..";
    }

    @Test
    void everyPackageHasItsRule() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        ALLOWED.keySet().stream().map(ArchitectureTest::inCore).toArray(String[]::new))
                .should()
                .resideInAPackage("io.espalier..")
                .allowEmptyShould(true)
                .check(CORE);
    }

    @Test
    void packagesFormNoCycles() {
        slices().matching("io.espalier.(*)..").should().beFreeOfCycles().check(CORE);
    }

    @Test
    void onlyTheEngineTouchesDjl() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.espalier.engine..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ai.djl..", "com.sun.jna..")
                .check(CORE);
    }

    @Test
    void onlyTheConfigReadsYaml() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.espalier.config..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.fasterxml.jackson.dataformat..", "org.yaml..")
                .check(CORE);
    }

    @Test
    void onlyThesePackagesKnowJson() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.espalier.config..",
                        "io.espalier.schema..",
                        "io.espalier.result..",
                        "io.espalier.snapshot..",
                        "io.espalier.data..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml..")
                .check(CORE);
    }

    @Test
    void allRandomnessIsKeyed() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Random")
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("java.util.random..")
                .orShould()
                .callMethod(Math.class, "random")
                .check(CORE);
    }

    /** An operator's facts stand on it, so that a new one is asked and not overlooked. */
    @Test
    void nobodyAsksWhichOperatorItIs() {
        classes()
                .that()
                .resideOutsideOfPackages("io.espalier.network.op..", "io.espalier.engine.torch.op..")
                .should(askForNoOperator())
                .check(CORE);
    }

    private static ArchCondition<JavaClass> askForNoOperator() {
        return new ArchCondition<>("not ask which operator it is") {
            @Override
            public void check(JavaClass own, ConditionEvents events) {
                own.getInstanceofChecks().stream()
                        .filter(check -> check.getRawType().isAssignableTo(Op.class)
                                && !check.getRawType().isEquivalentTo(Op.class))
                        .forEach(check -> events.add(SimpleConditionEvent.violated(
                                own,
                                own.getName() + " asks for "
                                        + check.getRawType().getSimpleName())));
            }
        };
    }

    /** Operators are put together in the zoo; everywhere else an {@link Op} is enough. */
    @Test
    void onlyNetworksNameOperators() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.espalier.network..", "io.espalier.engine.torch.op..")
                .should()
                .dependOnClassesThat(assignableTo(Op.class).and(not(equivalentTo(Op.class))))
                .check(CORE);
    }

    /** Parameters are found by their roles. */
    @Test
    void onlyOperatorsNameTheirParameters() throws IOException {
        Pattern name = Pattern.compile("\"\\.(weight|bias|scale|shift|mean|variance)\"");
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            assertThat(sources.filter(source -> source.toString().endsWith(".java"))
                            .filter(source -> !source.getParent().endsWith("network/op"))
                            .filter(source -> name.matcher(text(source)).find()))
                    .isEmpty();
        }
    }

    private static String text(Path source) {
        try {
            return Files.readString(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
