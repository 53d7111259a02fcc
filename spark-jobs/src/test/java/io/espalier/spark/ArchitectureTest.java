package io.espalier.spark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Which package of the Spark side may use what. */
class ArchitectureTest {
    private static final JavaClasses SPARK = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.espalier.spark");

    @Test
    void packagesFormNoCycles() {
        slices().matching("io.espalier.spark.(*)..").should().beFreeOfCycles().check(SPARK);
    }

    @Test
    void djlStaysInTheEngine() {
        noClasses().should().dependOnClassesThat().resideInAPackage("ai.djl..").check(SPARK);
    }

    @Test
    void tablesLedgerAndReportsNeedNoSpark() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.espalier.spark.table..", "io.espalier.spark.ledger..", "io.espalier.spark.report..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.spark..")
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
