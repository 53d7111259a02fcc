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

    /** What each package uses of the core, besides itself: to use more, say so here. */
    private static final String ALLOWED = """
            augmentation: binding network.op random
            baseline: data network network.op random
            binding:
            codec: binding lowrank mixture network network.op quantization sharing
            config: baseline binding data metric network paper pareto pretrained recipe result storage sweep task
            criterion: binding network network.op prune random
            data: binding network.op random storage
            data.download: binding data.format network.op storage
            data.format: binding network.op
            data.source: binding data data.download data.format network.op random storage
            engine: binding codec criterion data network prune random recipe recipe.train reconstruction task
            engine.cpu: binding codec criterion data engine engine.linear engine.score engine.torch engine.train network prune recipe recipe.train reconstruction task
            engine.linear: data engine engine.torch engine.train network network.op prune
            engine.score: criterion data engine.torch engine.torch.op engine.train network network.op random reconstruction task
            engine.torch: data engine engine.torch.natives engine.torch.op network network.op
            engine.torch.natives: engine
            engine.torch.op: network.op
            engine.train: augmentation data engine.torch network network.compact network.op penalty projection prune random recipe recipe.train reparameterization task
            export: binding codec data engine export.fusion export.int8 metric network network.compact network.onnx network.op random snapshot storage task
            export.c: binding data export export.fusion export.int8 network network.op snapshot storage
            export.fusion: network network.op
            export.int8: codec data engine export.fusion network network.op
            keys: binding config
            lowrank:
            metric: binding data network.op random
            mixture:
            network: binding network.op random
            network.compact: network network.op
            network.onnx: binding network network.compact network.op random
            network.op: binding
            network.zoo: binding network network.op
            paper: binding stats
            pareto: binding metric pareto.index result stats
            pareto.index: binding
            penalty: binding mixture network network.op
            plan: augmentation baseline binding codec data export.int8 metric network network.op penalty plan.tree projection prune recipe recipe.train reconstruction reparameterization result sweep
            plan.tree: baseline binding codec criterion data metric network prune recipe recipe.train reconstruction task
            pretrained: binding network network.onnx network.op network.zoo random snapshot storage
            projection: binding network network.op
            prune: binding network network.compact network.op random
            quantization: binding network network.op
            random:
            recipe: augmentation baseline binding codec criterion network penalty projection prune recipe.train reconstruction reparameterization
            recipe.train: binding criterion network prune
            reconstruction: binding lowrank network network.op prune random
            reparameterization: binding lowrank mixture network network.op prune quantization random sharing
            result: binding metric
            run: binding codec data engine export metric network network.compact network.op plan.tree prune random recipe.train reconstruction result run.action run.store snapshot sweep task
            run.action: baseline binding codec criterion data engine export metric network network.compact network.op plan.tree prune random recipe recipe.train reconstruction result run.store snapshot task
            run.store: binding network plan.tree result snapshot storage
            sharing: binding network network.op random
            snapshot: binding codec network network.op prune result storage
            stats: binding
            storage: binding
            sweep: binding data metric network paper pareto recipe task
            task: binding data metric
            """;

    @TestFactory
    Stream<DynamicTest> packagesUseWhatTheyMay() {
        return PackageEdges.areExactly(ALLOWED, CORE);
    }

    @Test
    void packagesFormNoCycles() {
        slices().matching("io.espalier.(**)").should().beFreeOfCycles().check(CORE);
    }

    /** One device more is one package more below the engine, which nobody else notices. */
    @Test
    void everybodyElseKnowsTheEngineAsAnInterface() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.espalier.engine..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.espalier.engine.*..")
                .check(CORE);
    }

    @Test
    void onlyTheEngineTouchesDjl() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.espalier.engine.*..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ai.djl..", "com.sun.jna..")
                .check(CORE);
    }

    /** All else asks a storage, so that it runs where no folder is mounted. */
    @Test
    void onlyThesePackagesKnowPaths() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.espalier.storage..", "io.espalier.data.download..", "io.espalier.engine.torch.natives..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.nio.file..")
                .check(CORE);
    }

    @Test
    void onlyTheBindingReadsYaml() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.espalier.binding..")
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
                        "io.espalier.keys..",
                        "io.espalier.binding..",
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

    /** Operators are put together in the zoo and written by formats; everywhere else an {@link Op} is enough. */
    @Test
    void onlyNetworksNameOperators() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.espalier.network..", "io.espalier.engine.torch.op..", "io.espalier.export..")
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
