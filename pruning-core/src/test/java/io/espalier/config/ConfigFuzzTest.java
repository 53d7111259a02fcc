package io.espalier.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.Mutations;
import io.espalier.binding.ConfigException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever is in a config, it is a sweep or a list of problems. */
class ConfigFuzzTest {
    private static final byte[] RIGHT = """
            name: small
            data: { source: digits, validation: 0.1 }
            network: { family: mlp, hidden: [8, 4] }
            seeds: [1, 2]
            recipe:
              - train: { epochs: 2, label: dense, optimizer: { adam: { rate: 0.002 } } }
              - prune: { criterion: $criterion, scope: layer, sparsity: $sparsity }
              - repeat: { rounds: 2, steps: [{ rewind: { to: dense } }, { train: { iterations: 3 } }] }
            grid:
              criterion: [magnitude, taylor]
              sparsity: { values: [0.5, 0.9], when: { criterion: magnitude } }
            controls: [small-dense]
            objectives: { validation_error: min }
            limits: { seconds: 60 }
            """.getBytes(StandardCharsets.UTF_8);

    private static Path file;

    @BeforeContainer
    static void makeFile() throws IOException {
        file = Files.createTempFile("fuzz", ".yaml");
    }

    @AfterContainer
    static void removeFile() throws IOException {
        Files.deleteIfExists(file);
    }

    @Provide
    Arbitrary<Mutations> mutations() {
        return Mutations.any();
    }

    @Property(tries = 500, shrinking = ShrinkingMode.BOUNDED)
    void isASweepOrAListOfProblems(@ForAll("mutations") Mutations mutations) {
        load(mutations.of(RIGHT));
    }

    private static void load(byte[] yaml) {
        try {
            Files.write(file, yaml);
            SweepFile.load(file.toString(), List.of());
        } catch (ConfigException e) {
            assertThat(e.problems()).isNotEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Property(tries = 1)
    void refusesWhatIsMadeToBlowUp() {
        load(("a: &a [x, x]\n" + "b: &b [*a, *a]\n" + "c: [*b, *b]\n").getBytes(StandardCharsets.UTF_8));
        load(("name: " + "[".repeat(100_000)).getBytes(StandardCharsets.UTF_8));
        load(("? ".repeat(100_000)).getBytes(StandardCharsets.UTF_8));
        load("name: !!javax.script.ScriptEngineManager [x]".getBytes(StandardCharsets.UTF_8));
        load(("name: " + "9".repeat(500_000)).getBytes(StandardCharsets.UTF_8));
        load(("seeds: [1" + "0".repeat(900) + "]").getBytes(StandardCharsets.UTF_8));
        load(new byte[4 << 20]);
    }
}
