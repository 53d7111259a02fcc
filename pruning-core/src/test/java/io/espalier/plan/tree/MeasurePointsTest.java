package io.espalier.plan.tree;

import static io.espalier.plan.Recipes.steps;
import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.penalty.Biases;
import io.espalier.penalty.L1;
import io.espalier.plan.tree.MeasurePoints.Place;
import io.espalier.recipe.Prune;
import io.espalier.recipe.Rewind;
import io.espalier.recipe.Step;
import io.espalier.recipe.Train;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MeasurePointsTest {
    private static final String TRAIN = "{'train':{'epochs':2}}";

    private static String ladder(int rounds, String prune) {
        return "{'repeat':{'rounds':" + rounds + ",'steps':[{'prune':" + prune
                + "},{'rewind':{'to':'dense'}},{'train':{'epochs':1}}]}}";
    }

    private static DoubleStream sparsities(List<Place> places) {
        return places.stream().mapToDouble(place -> place.steps().stream()
                .filter(Prune.class::isInstance)
                .map(Prune.class::cast)
                .reduce((first, last) -> last)
                .orElseThrow()
                .sparsity());
    }

    @Test
    void measuresTheEndOfAPlainRecipe() {
        List<Step> recipe = steps(TRAIN, "{'prune':{'sparsity':0.5}}", TRAIN);
        assertThat(MeasurePoints.of(recipe)).containsExactly(new Place(recipe, null));
    }

    @Test
    void measuresEveryRoundOfARepeatWithAllThatComesBefore() {
        List<Place> places = MeasurePoints.of(steps(TRAIN, ladder(3, "{'fraction':0.2}")));
        assertThat(places).extracting(Place::round).containsExactly(1, 2, 3);
        assertThat(places).extracting(place -> place.steps().size()).containsExactly(4, 7, 10);
        assertThat(places.get(1).steps())
                .extracting(Object::getClass)
                .containsExactly(
                        Train.class, Prune.class, Rewind.class, Train.class, Prune.class, Rewind.class, Train.class);
    }

    @Test
    void growsWhatJoinsInATrainStepAlongAPath() {
        List<Place> places = MeasurePoints.of(steps("{'repeat':{'rounds':3,'growth':2,'steps':[{'train':{'epochs':1,"
                + "'penalties':[{'l1':{'strength':0.5}}]}}]}}"));
        assertThat(places.get(2).steps())
                .extracting(step -> ((Train) step).hooks().penalties())
                .containsExactly(
                        List.of(new L1(0.5, Biases.LEAVE)),
                        List.of(new L1(1, Biases.LEAVE)),
                        List.of(new L1(2, Biases.LEAVE)));
    }

    @Test
    void measuresWhatFollowsARepeatOnceMore() {
        List<Place> places = MeasurePoints.of(steps(ladder(2, "{'fraction':0.2}"), "{'recalibrate':{}}"));
        assertThat(places).extracting(Place::round).containsExactly(1, 2, null);
        assertThat(places.get(2).steps()).hasSize(7);
    }

    @Test
    void measuresWhereARecipeSaysSo() {
        List<Place> places = MeasurePoints.of(steps(TRAIN, "'measure'", "{'prune':{'sparsity':0.5}}"));
        assertThat(places).extracting(place -> place.steps().size()).containsExactly(1, 2);
        assertThat(places).extracting(Place::round).containsOnlyNulls();
    }

    @Test
    void measuresAPlaceOnceHoweverOftenItIsAskedFor() {
        assertThat(MeasurePoints.of(steps(TRAIN, "'measure'", "'measure'"))).hasSize(1);
        List<Place> places = MeasurePoints.of(steps("{'repeat':{'rounds':2,'steps':[" + TRAIN + ",'measure']}}"));
        assertThat(places).extracting(Place::round).as("a round stays a round").containsExactly(1, 2);
    }

    @Test
    void climbsAGeometricScheduleByEqualParts() {
        List<Place> places = MeasurePoints.of(steps(TRAIN, ladder(3, "{'sparsity':0.875,'schedule':'geometric'}")));
        double[] halves = {0.5, 0.75, 0.875};
        assertThat(sparsities(places).toArray())
                .usingComparatorWithPrecision(1e-12)
                .containsExactly(halves);
    }

    @Test
    void climbsACubicScheduleFastAtFirst() {
        List<Place> places = MeasurePoints.of(steps(TRAIN, ladder(4, "{'sparsity':0.64,'schedule':'cubic'}")));
        double[] expected = {0.64 * (1 - 27 / 64.0), 0.64 * (1 - 8 / 64.0), 0.64 * (1 - 1 / 64.0), 0.64};
        assertThat(sparsities(places).toArray())
                .usingComparatorWithPrecision(1e-12)
                .containsExactly(expected);
    }

    @Test
    void leavesAScheduleToAStepThatHasRoundsOfItsOwn() {
        List<Place> places = MeasurePoints.of(
                steps(ladder(2, "{'criterion':'synflow','sparsity':0.9,'schedule':'geometric','rounds':100}")));
        assertThat(sparsities(places)).containsOnly(0.9);
    }

    @Test
    void aLadderOfTenIsTheBeginningOfOneOfTwenty() {
        List<Place> ten = MeasurePoints.of(steps(TRAIN, ladder(10, "{'fraction':0.2}")));
        List<Place> twenty = MeasurePoints.of(steps(TRAIN, ladder(20, "{'fraction':0.2}")));
        assertThat(twenty.subList(0, 10)).isEqualTo(ten);
        assertThat(twenty).hasSize(20);
    }

    @Test
    void keepsLabels() {
        List<Place> places =
                MeasurePoints.of(steps("{'train':{'epochs':2,'label':'dense'}}", ladder(2, "{'fraction':0.2}")));
        assertThat(places)
                .allSatisfy(place -> assertThat(Stream.of(place.steps().get(0)).map(Step::label))
                        .containsExactly("dense"));
    }
}
