package io.espalier.spark.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.storage.LocalStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Files that no driver wrote: verification names them, and a repair takes them out. */
class SurplusFilesTest extends VerifiedSweep {
    /** A reader of the folder would wait for ever, or fail. */
    @Test
    void namesWhatIsNoFile() throws Exception {
        Path pipe = out.resolve("tables/trials/part-000009.parquet");
        Path nowhere = out.resolve("tables/layers/part-000009.parquet");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Files.createSymbolicLink(nowhere, out.resolve("gone"));
        assertThat(problems())
                .hasSize(2)
                .satisfiesExactlyInAnyOrder(
                        one -> assertThat(one).startsWith(pipe + " does not belong to the sweep"),
                        other -> assertThat(other).startsWith(nowhere + " does not belong to the sweep"));

        assertThat(Repair.of(LocalStorage.at(out), Optional.empty()).surplus()).hasSize(2);
        assertThat(problems()).isEmpty();
    }

    /** Nobody finds rows in them, but they have the name of a part. */
    @Test
    void namesAnEmptyFolderThatIsNamedAsAPart() throws IOException {
        Path next = Files.createDirectory(out.resolve("tables/trials/part-000009.parquet"));
        Path named = Files.createDirectories(out.resolve("tables/metrics/part-000000.parquet"));
        assertThat(problems())
                .filteredOn(problem -> problem.contains("does not belong to the sweep"))
                .satisfiesExactlyInAnyOrder(one -> assertThat(one).startsWith(next + " "), other -> assertThat(other)
                        .startsWith(named + " "));

        assertThat(Repair.of(LocalStorage.at(out), Optional.empty()).surplus())
                .contains(next.toString(), named.toString());
        assertThat(problems()).isEmpty();
    }

    /** A table that has no rows yet. */
    @Test
    void acceptsAnEmptyTable() throws IOException {
        Files.createDirectories(out.resolve("tables/exports"));
        assertThat(problems()).isEmpty();
    }

    @Test
    void namesAndTakesOutWhatAReaderOfTheFolderWouldTake() throws IOException {
        List<Path> strays = List.of(
                part("trials", 0).resolveSibling("part-000000 (copy).parquet"),
                part("trials", 0).resolveSibling("part-0000001.parquet"),
                part("layers", 0).resolveSibling("part-9.parquet"),
                part("plan", 0).resolveSibling("notes.txt"),
                out.resolve("tables/old-trials"),
                out.resolve("lease/999999999"),
                out.resolve("lease/000001.bak"));
        Files.createFile(Files.createDirectory(out.resolve("tables/old-trials")).resolve("within"));
        for (Path stray : strays) {
            if (!Files.exists(stray)) {
                Files.copy(part("trials", 0), stray);
            }
        }
        assertThat(problems()).hasSameSizeAs(strays).allSatisfy(problem -> assertThat(strays)
                .anyMatch(stray -> problem.startsWith(stray + " does not belong to the sweep")));
        assertThat(Repair.of(LocalStorage.at(out), Optional.empty()).surplus())
                .containsExactlyInAnyOrderElementsOf(
                        strays.stream().map(Path::toString).toList());
        assertThat(problems()).isEmpty();
    }

    @Test
    void takesOutABatchThatWasCopiedUnderAHigherNumber() throws IOException {
        for (String table : List.of("trials", "layers", "curves")) {
            Files.copy(part(table, 0), part(table, 2));
        }
        Files.copy(part("plan", 0), part("plan", 1));
        assertThat(problems())
                .contains("Trial a is recorded 2 times", "Trial b is recorded 2 times", "Trial a is planned 2 times");
        Repair repair = Repair.of(LocalStorage.at(out), Optional.empty());
        assertThat(repair.parts()).isEmpty();
        assertThat(repair.surplus())
                .containsExactlyInAnyOrder(
                        part("plan", 1).toString(),
                        part("trials", 2).toString(),
                        part("layers", 2).toString(),
                        part("curves", 2).toString());
        assertThat(problems()).isEmpty();
    }

    @Test
    void keepsACopyWhoseOriginalIsDamaged() throws IOException {
        for (String table : List.of("trials", "layers", "curves")) {
            Files.copy(part(table, 0), part(table, 2));
        }
        flip(part("trials", 0), 60);
        Repair repair = Repair.of(LocalStorage.at(out), Optional.empty());
        assertThat(repair.surplus()).isEmpty();
        assertThat(repair.parts()).contains(part("trials", 0).toString());
        assertThat(problems()).containsExactly("Table trials lacks part 0");
    }
}
