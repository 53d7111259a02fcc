package io.espalier.plan;

import static io.espalier.plan.Recipes.epochs;
import static io.espalier.plan.Recipes.steps;
import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.baseline.MeanImages;
import io.espalier.plan.tree.NetworkCache;
import io.espalier.plan.tree.RecipeCompiler;
import io.espalier.prune.MaskPlacement;
import io.espalier.recipe.Fit;
import io.espalier.recipe.Prune;
import io.espalier.recipe.Reinitialize;
import io.espalier.recipe.Rewind;
import io.espalier.recipe.Shrink;
import io.espalier.recipe.Step;
import io.espalier.recipe.Train;
import io.espalier.sweep.Control;
import io.espalier.sweep.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ControlTrialsTest {
    private static final String DENSE = "{'train':{'epochs':20}}";
    private static final String TUNE = "{'train':{'epochs':3}}";

    private final ControlTrials controls = new ControlTrials(new NetworkCache(List.of(Recipes.DATA)));

    /** Recipes as they are pruned in the field, with the epochs behind their last weights. */
    private enum Candidate {
        ONE_SHOT(23, DENSE, "{'prune':{'sparsity':0.9}}", TUNE),
        WITHOUT_TUNING(20, DENSE, "{'prune':{'criterion':'snip','sparsity':0.9}}"),
        AT_INITIALIZATION(20, "{'prune':{'criterion':'synflow','sparsity':0.9,'rounds':100}}", DENSE),
        NEURONS(23, DENSE, "{'prune':{'granularity':'neuron','sparsity':0.5}}", TUNE),
        PATTERN(23, DENSE, "{'prune':{'granularity':'2:4'}}", TUNE),
        LADDER(29, DENSE, rung("'magnitude'"), TUNE, rung("'magnitude'"), TUNE, rung("'magnitude'"), TUNE),
        TICKET(20, DENSE, rung("'magnitude'"), "'rewind'", DENSE, rung("'magnitude'"), "'rewind'", DENSE),
        LATE_TICKET(
                23,
                "{'train':{'epochs':3,'label':'early'}}",
                DENSE,
                rung("'magnitude'"),
                "{'rewind':{'to':'early'}}",
                DENSE,
                rung("'magnitude'"),
                "{'rewind':{'to':'early'}}",
                DENSE),
        RECALIBRATED(20, DENSE, "{'prune':{'sparsity':0.9}}", "{'recalibrate':{}}");

        private final int epochsBehind;
        private final Trial trial;

        Candidate(int epochsBehind, String... recipe) {
            this.epochsBehind = epochsBehind;
            this.trial = Recipes.trial(5, steps(recipe));
        }

        private static String rung(String criterion) {
            return "{'prune':{'criterion':" + criterion + ",'fraction':0.2}}";
        }

        int lastPrune() {
            int last = -1;
            for (int i = 0; i < trial.steps().size(); i++) {
                last = trial.steps().get(i) instanceof Prune ? i : last;
            }
            return last;
        }
    }

    private Trial control(Control control, Candidate candidate) {
        return controls.of(control, candidate.trial, Recipes.DATA.hash()).orElseThrow();
    }

    @ParameterizedTest
    @EnumSource
    void randomMaskIsTheCandidateWithEveryMaskPlacedAtRandom(Candidate candidate) {
        Trial control = control(Control.RANDOM_MASK, candidate);
        List<Step> prunes =
                control.steps().stream().filter(Prune.class::isInstance).toList();
        MaskPlacement expected = prunes.size() == 1 ? MaskPlacement.SHUFFLED : MaskPlacement.MATCHED;
        assertThat(prunes)
                .allSatisfy(prune -> assertThat(((Prune) prune).placement()).isEqualTo(expected));
        assertThat(RecipeCompiler.chosen(control.steps())).isEqualTo(candidate.trial.steps());
        assertThat(control.network()).isEqualTo(candidate.trial.network());
    }

    @ParameterizedTest
    @EnumSource
    void reinitializeTrainsDrawnWeightsUnderTheSameMaskAsLongAsTheCandidatesWere(Candidate candidate) {
        List<Step> control = control(Control.REINITIALIZE, candidate).steps();
        int mask = candidate.lastPrune() + 1;
        assertThat(control.subList(0, mask)).isEqualTo(candidate.trial.steps().subList(0, mask));
        assertThat(control.get(mask)).isInstanceOf(Reinitialize.class);
        List<Step> after = control.subList(mask + 1, control.size());
        assertThat(after).noneMatch(step -> step instanceof Prune || step instanceof Rewind);
        assertThat(epochs(after)).isEqualTo(candidate.epochsBehind);
    }

    @Test
    void reinitializeRepeatsTheStepsBehindTheRewoundWeightsAndThoseAfterThem() {
        assertThat(control(Control.REINITIALIZE, Candidate.LATE_TICKET).steps())
                .endsWith(steps("'reinitialize'", "{'train':{'epochs':3,'label':'early'}}", DENSE)
                        .toArray(Step[]::new));
        assertThat(control(Control.REINITIALIZE, Candidate.RECALIBRATED).steps())
                .endsWith(steps("'reinitialize'", DENSE, "{'recalibrate':{}}").toArray(Step[]::new));
    }

    @ParameterizedTest
    @EnumSource
    void extraTrainingIsTheDenseNetworkUnderAllTrainSteps(Candidate candidate) {
        Trial control = control(Control.EXTRA_TRAINING, candidate);
        assertThat(control.steps()).hasOnlyElementsOfType(Train.class);
        assertThat(epochs(control.steps())).isEqualTo(epochs(candidate.trial.steps()));
        assertThat(control.network()).isEqualTo(candidate.trial.network());
    }

    @ParameterizedTest
    @EnumSource
    void smallDenseHasTheSameBudgetOnANarrowerNetwork(Candidate candidate) {
        Trial control = control(Control.SMALL_DENSE, candidate);
        List<Step> trainings = control(Control.EXTRA_TRAINING, candidate).steps();
        if (candidate == Candidate.NEURONS) {
            List<Step> expected = new ArrayList<>(List.of(new Shrink(candidate.trial.steps(), null)));
            expected.addAll(trainings);
            assertThat(control.steps()).isEqualTo(expected);
            assertThat(control.network()).isEqualTo(candidate.trial.network());
        } else {
            assertThat(control.steps()).isEqualTo(trainings);
            assertThat(control.network()).isNotEqualTo(candidate.trial.network());
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyControlKeepsDataAndSeed(Control control) {
        Trial trial = control(control, Candidate.TICKET);
        assertThat(trial.data()).isEqualTo(Candidate.TICKET.trial.data());
        assertThat(trial.seed()).isEqualTo(5);
    }

    @Test
    void controlsOfAFittedNetworkFitItToo() {
        Fit fit = new Fit(new MeanImages(3), null);
        List<Step> recipe = new ArrayList<>(List.of(fit));
        recipe.addAll(steps("{'prune':{'sparsity':0.5}}", TUNE));
        Trial candidate = new Trial(Recipes.SPEC, fit.by().network(), 1, recipe);
        Function<Control, Optional<Trial>> control = c -> controls.of(c, candidate, Recipes.DATA.hash());
        assertThat(control.apply(Control.SMALL_DENSE)).isEmpty();
        assertThat(control.apply(Control.EXTRA_TRAINING).orElseThrow().steps())
                .containsExactly(fit, steps(TUNE).get(0));
        assertThat(control.apply(Control.REINITIALIZE).orElseThrow().steps())
                .endsWith(steps("'reinitialize'", TUNE).toArray(Step[]::new));
    }

    @ParameterizedTest
    @EnumSource
    void aTrialThatPrunesNothingHasNoControls(Control control) {
        assertThat(controls.of(control, Recipes.trial(1, steps(DENSE)), Recipes.DATA.hash()))
                .isEmpty();
    }
}
