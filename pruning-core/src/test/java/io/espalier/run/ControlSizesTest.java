package io.espalier.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.binding.Binder;
import io.espalier.data.DataSpec;
import io.espalier.data.Splits;
import io.espalier.data.source.Digits;
import io.espalier.engine.Engine;
import io.espalier.network.NetworkFamily;
import io.espalier.network.zoo.Mlp;
import io.espalier.network.zoo.ResNet8;
import io.espalier.plan.PlannedTrial;
import io.espalier.plan.Planner;
import io.espalier.plan.TrialChains;
import io.espalier.recipe.Step;
import io.espalier.result.LayerRow.Layer;
import io.espalier.result.Measurement;
import io.espalier.result.TrialRow.Controls;
import io.espalier.result.TrialRow.Size;
import io.espalier.run.action.ActionExecutor;
import io.espalier.run.action.ExecutionContext;
import io.espalier.run.store.StepStore;
import io.espalier.sweep.Control;
import io.espalier.sweep.Point;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every control of every kind of pruning has the size that it is to have: that of its candidate, layer by layer. */
@Tag("slow")
class ControlSizesTest {
    private static final DataSpec SPEC = new DataSpec(new Digits(), 0.2, 0.2, 0, DataSpec.Scaling.UNIT, 120);
    private static final String TRAIN = "{'train':{'epochs':1,'batch':32,'optimizer':{'adam':{'rate':0.01}}}}";

    /** What a candidate prunes, once or in three rounds with training between. */
    private static Stream<String> prunings() {
        List<String> granularities = List.of("'weight'", "'neuron'", "'2:4'", "{'block':{'rows':2,'columns':2}}");
        List<String> scopes = List.of("'global'", "'layer'", "'erk'");
        return granularities.stream().flatMap(granularity -> scopes.stream()
                .filter(scope -> !(granularity.contains(":4") && scope.contains("erk")))
                .flatMap(scope -> Stream.of(
                        round(granularity, scope, "'sparsity':0.6") + ";" + TRAIN,
                        ladder(granularity, scope, "'fraction':0.3"),
                        ladder(granularity, scope, "'fraction':0.3", "'rewind'"))));
    }

    private static String round(String granularity, String scope, String amount) {
        String given = granularity.contains(":4") ? "" : "," + amount;
        return "{'prune':{'granularity':" + granularity + ",'scope':" + scope + given + "}}";
    }

    private static String ladder(String granularity, String scope, String amount, String... before) {
        String round = String.join(";", round(granularity, scope, amount), String.join(";", before), TRAIN)
                .replace(";;", ";");
        return String.join(";", round, round, round);
    }

    @ParameterizedTest
    @MethodSource("prunings")
    void aControlHasTheSizeOfItsCandidate(String pruning) throws IOException {
        check(new Mlp(List.of(16, 12), Mlp.Activation.RELU), pruning);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'global'", "'layer'"})
    void soItHasWhereFiltersOfAResidualNetworkArePruned(String scope) throws IOException {
        check(new ResNet8(4), ladder("'filter'", scope, "'fraction':0.3"));
    }

    /** Under bounds and in chosen layers, too; 64 inputs are no multiple of 7. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'prune':{'sparsity':0.6,'layers':{'exclude':['fc2']}}}",
                "{'prune':{'sparsity':0.6,'granularity':'neuron','layers':{'include':['fc1']}}}",
                "{'prune':{'granularity':'3:7'}}",
                "{'prune':{'sparsity':0.6,'max-sparsity':0.65}}",
                "{'prune':{'sparsity':0.6,'granularity':'neuron','multiple-of':4,'max-sparsity':0.8}}"
            })
    void soItHasWhereLayersAreBounded(String prune) throws IOException {
        Mlp family = new Mlp(List.of(16, 12), Mlp.Activation.RELU);
        check(family, prune + ";" + TRAIN);
        check(family, String.join(";", TRAIN, prune, TRAIN));
    }

    private void check(NetworkFamily family, String pruning) throws IOException {
        Sweep sweep = new Sweep(family, steps(TRAIN + ";" + pruning));
        Measurement candidate = sweep.measured(sweep.candidate());
        Controls controls = sweep.candidate().siblings();
        assertThat(nonzeros(sweep.sibling(controls.randomMaskTrial()))).isEqualTo(nonzeros(candidate));
        assertThat(nonzeros(sweep.sibling(controls.reinitializeTrial()))).isEqualTo(nonzeros(candidate));
        Size small =
                Objects.requireNonNull(sweep.sibling(controls.smallDenseTrial()).size());
        Size size = Objects.requireNonNull(candidate.size());
        if (pruning.contains("'neuron'") || pruning.contains("'filter'")) {
            assertThat(small.architecture()).isEqualTo(size.architecture());
            assertThat(small.macs()).isEqualTo(size.macs());
            assertThat(small.bytesDense()).isEqualTo(size.bytesDense());
        } else {
            assertThat(small.nonzeros()).isBetween(size.nonzeros() * 7 / 10, size.nonzeros());
        }
        Size dense = Objects.requireNonNull(
                sweep.sibling(controls.extraTrainingTrial()).size());
        assertThat(dense.nonzeros()).isEqualTo(dense.parameters());
    }

    private static Map<String, Long> nonzeros(Measurement measurement) {
        Map<String, Long> nonzeros = new HashMap<>();
        for (Layer layer : measurement.layers()) {
            nonzeros.put(layer.layer(), layer.nonzeros());
        }
        return nonzeros;
    }

    private static List<Step> steps(String singleQuoted) {
        return Arrays.stream(singleQuoted.split(";"))
                .map(step -> Binder.ofContext().parse(step.replace('\'', '"'), Step.class))
                .toList();
    }

    /** A point with all its controls, on one seed. */
    private static final class Sweep {
        private final Splits data = SPEC.load();
        private final TrialChains chains = new TrialChains(Map.of(SPEC, data), "engine");
        private final StepStore stepStore = Chains.stepStore();
        private final Map<String, PlannedTrial> trials = new HashMap<>();
        private final PlannedTrial candidate;

        Sweep(NetworkFamily family, List<Step> steps) throws IOException {
            List<PlannedTrial> planned = new Planner(chains, List.of(Control.values()))
                    .plan(List.of(new Point("{}", SPEC, family, steps)), List.of(1L))
                    .trials();
            planned.forEach(t -> trials.put(t.id().hex(), t));
            candidate = planned.get(0);
        }

        PlannedTrial candidate() {
            return candidate;
        }

        Measurement sibling(String id) throws IOException {
            return measured(Objects.requireNonNull(trials.get(id)));
        }

        Measurement measured(PlannedTrial trial) {
            ExecutionContext context = ExecutionContext.of(
                    Engine.ofProcess(), stepStore, chains.of(trial.trial()).root(), data);
            ActionExecutor actions = new ActionExecutor(context);
            return new TrialEvaluator(context, CurrentProvenance.of(Engine.ofProcess(), data.hash(), "code"))
                    .measure(actions.applyAll(null, chains.of(trial.trial()).actions()));
        }
    }
}
