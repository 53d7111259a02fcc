package io.espalier.spark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.espalier.PackageEdges;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Which package of the Spark side may use what. */
class ArchitectureTest {
    private static final JavaClasses SPARK = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.espalier.spark");

    /** What each package uses of ours, besides itself: to use more, say so here. */
    private static final String ALLOWED = """
            spark.baseline: baseline binding data network network.op network.zoo random
            spark.cli: binding config data data.download engine export keys metric network.onnx pareto pareto.index plan result spark.export spark.ledger spark.page spark.report spark.sweep spark.table spark.tracking storage sweep task
            spark.data: binding data data.format network.op snapshot storage
            spark.export: binding codec data engine export metric network plan.tree result run.store snapshot spark.ledger spark.report spark.sweep spark.table storage sweep task
            spark.ledger: binding metric plan.tree result run.store spark.table storage sweep
            spark.ml: binding config data engine export export.int8 metric network network.compact network.op pareto plan.tree recipe recipe.train run.action run.store snapshot spark.data spark.ledger spark.report spark.sweep stats storage sweep task
            spark.page: metric pareto spark.report spark.table stats storage
            spark.report: binding data keys metric network network.compact network.onnx network.op paper pareto pareto.index plan plan.tree result spark.ledger spark.table stats storage sweep task
            spark.storage: storage
            spark.sweep: binding data engine metric pareto plan plan.tree pretrained recipe result run run.store spark.ledger spark.table storage sweep task
            spark.table: binding metric result storage
            spark.tracking: spark.table storage
            """;

    @TestFactory
    Stream<DynamicTest> packagesUseWhatTheyMay() {
        return PackageEdges.areExactly(ALLOWED, SPARK);
    }

    @Test
    void packagesFormNoCycles() {
        slices().matching("io.espalier.spark.(**)").should().beFreeOfCycles().check(SPARK);
    }

    /** In both modules. */
    @Test
    void noTwoTypesHaveOneName() {
        Map<String, Long> names = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("io.espalier").stream()
                        .filter(type ->
                                type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                        .collect(Collectors.groupingBy(JavaClass::getSimpleName, Collectors.counting()));
        assertThat(names).hasSizeGreaterThan(1000);
        assertThat(names.entrySet()).filteredOn(name -> name.getValue() > 1).isEmpty();
    }

    @Test
    void djlStaysInTheEngine() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ai.djl..", "io.espalier.engine.*..")
                .check(SPARK);
    }

    @Test
    void tablesLedgerAndReportsNeedNoSpark() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.espalier.spark.table..",
                        "io.espalier.spark.ledger..",
                        "io.espalier.spark.report..",
                        "io.espalier.spark.page..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.spark..")
                .check(SPARK);
    }

    /** All else asks a storage, so that it runs where no folder is mounted. */
    @Test
    void onlyCommandsKnowFolders() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.espalier.spark.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.nio.file..")
                .check(SPARK);
    }

    @Test
    void onlyCommandsKnowTheCommandLine() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.espalier.spark.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .check(SPARK);
    }
}
