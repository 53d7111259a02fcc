package io.espalier.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.espalier.data.Dataset;
import io.espalier.metric.RootMeanSquaredError;
import io.espalier.task.Regression;
import java.io.IOException;
import java.util.DoubleSummaryStatistics;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of every registered format: executed, the files give what the network gives. */
class ExportFormatContractTest {
    private static final int EXAMPLES = 40;

    static Stream<Arguments> cases() {
        return ExportFormats.all().stream()
                .flatMap(format -> Deployed.all().map(network -> Arguments.of(format, network)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void whatIsExecutedIsTheNetwork(ExportFormat format, DeployedNetwork network) throws Exception {
        Dataset raw = Deployed.raw(network, EXAMPLES);
        Artifact artifact = format.write(network, "some", network.scaling().apply(raw));

        assertThat(Execution.difference(artifact, format.name(), network, raw))
                .isLessThan(format.isExact() ? 1e-4 : 0.15 * spread(network, raw));
        assertThat(artifact.files().keySet()).allMatch(name -> name.startsWith("some"));
        assertThat(artifact.runtime()).isNotBlank();
    }

    /** Of temperatures around 300 and years around 2000: in the unit of the data, by the measure that the row has. */
    @ParameterizedTest
    @MethodSource("formats")
    void valuesAreInTheirOwnUnit(ExportFormat format) throws Exception {
        TrialData data = Deployed.valued(EXAMPLES);
        DeployedNetwork network = Deployed.values(data);
        Regression task = new Regression();
        Dataset scaled = data.scaled().test();
        double row = task.predictions(network.logits(scaled), scaled.targets())
                .scores()
                .require(new RootMeanSquaredError());
        Artifact artifact = format.write(network, "some", scaled);

        Execution execution = Execution.of(artifact, format.name(), network, data, task);

        assertThat(execution.measure()).isEqualTo(new RootMeanSquaredError());
        assertThat(execution.error()).isCloseTo(row, withinPercentage(format.isExact() ? 1e-3 : 20));
        assertThat(execution.difference()).isLessThan(format.isExact() ? 1e-3 : 10);
        assertThat(artifact.outputs(data.rawTest())[0]).isBetween(200.0, 400.0);
        assertThat(artifact.outputs(data.rawTest())[1]).isBetween(1900.0, 2100.0);
        assertThat(artifact.runtime()).isNotBlank();
    }

    static Stream<ExportFormat> formats() {
        return ExportFormats.all().stream();
    }

    /** An operator is written like all others, or refused by its name and its node's. */
    @ParameterizedTest
    @MethodSource("formats")
    void anOperatorThatAFormatCannotSayIsRefused(ExportFormat format) throws Exception {
        DeployedNetwork network = Deployed.clipped();
        Dataset raw = Deployed.raw(network, EXAMPLES);
        try {
            Artifact artifact = format.write(network, "some", network.scaling().apply(raw));
            assertThat(artifact.outputs(raw))
                    .hasSize(EXAMPLES * network.outputs().count());
        } catch (ExportException refused) {
            assertThat(refused)
                    .hasMessage(
                            "Cannot export " + format.name() + ": it has no Clip operator (node clip of the network)");
        }
    }

    private static double spread(DeployedNetwork network, Dataset raw) throws IOException {
        DoubleSummaryStatistics logits = new DoubleSummaryStatistics();
        for (float logit : network.logits(network.scaling().apply(raw))) {
            logits.accept(logit);
        }
        return logits.getMax() - logits.getMin();
    }
}
