package io.espalier.binding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.espalier.SealedTypes;
import io.espalier.augmentation.Augmentation;
import io.espalier.criterion.Criterion;
import io.espalier.data.DatasetSource;
import io.espalier.network.NetworkFamily;
import io.espalier.penalty.Penalty;
import io.espalier.projection.Projection;
import io.espalier.prune.Granularity;
import io.espalier.prune.Scope;
import io.espalier.recipe.Step;
import io.espalier.recipe.Train;
import io.espalier.recipe.TrainingHooks;
import io.espalier.recipe.train.LearningRate;
import io.espalier.recipe.train.Optimizer;
import io.espalier.reparameterization.Reparameterization;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The law: {@code bind(canonical(x))} equals x, and its canonical text is the same again. */
class RoundTripTest {
    private static final Binder BINDER = new Binder(UserJar.loader());

    @ParameterizedTest
    @MethodSource("steps")
    void bindsAndWritesEveryStepBack(String text) {
        Step step = BINDER.parse(text, Step.class);

        assertThat(Canonical.json(step)).isEqualTo(text);
        assertThat(BINDER.parse(Canonical.json(step), Step.class)).isEqualTo(step);
    }

    static Stream<String> steps() {
        return RecipeTexts.STEPS.stream().map(RecipeTexts::json);
    }

    @Test
    void knowsATextOfEveryVariantThatAStepCanHold() {
        String texts = steps().collect(Collectors.joining());

        List<String> names = Stream.of(Step.class, Optimizer.class, LearningRate.class, Granularity.class, Scope.class)
                .flatMap(SealedTypes::of)
                .map(Variant::nameOf)
                .filter(name -> !List.of("adam", "constant", "weight", "global").contains(name)) // defaults
                .toList();

        assertThat(names).hasSizeGreaterThan(18).allMatch(name -> texts.contains('"' + name + '"'));
    }

    @ParameterizedTest
    @MethodSource("registered")
    void writesWhatIsRegisteredAsItsNameAndWhatHasNoDefaultAndBindsItBack(Record variant) throws IOException {
        String text = Canonical.json(variant);

        JsonNode json = new ObjectMapper().readTree(text);
        String tag = Variant.tagOf(variant.getClass());
        List<String> keys = new ArrayList<>(required(variant));
        if (tag != null) {
            keys.add(tag);
        }
        assertThat((tag == null ? json : json.get(tag)).asText()).isEqualTo(Variant.nameOf(variant));
        assertThat(json.fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(keys);
        assertThat(BINDER.parse(text, variant.getClass())).isEqualTo(variant);
    }

    private static List<String> required(Record variant) {
        return Arrays.stream(variant.getClass().getRecordComponents())
                .filter(component -> !component.isAnnotationPresent(Default.class))
                .filter(component -> !component.getAnnotatedType().isAnnotationPresent(Nullable.class))
                .map(component -> Spelling.of(component.getName()))
                .toList();
    }

    static Stream<Record> registered() {
        return Stream.of(
                        Criterion.class,
                        NetworkFamily.class,
                        DatasetSource.class,
                        Penalty.class,
                        Reparameterization.class,
                        Projection.class,
                        Augmentation.class)
                .flatMap(family -> ServiceLoader.load(family).stream())
                .map(ServiceLoader.Provider::get)
                .map(Record.class::cast);
    }

    @ParameterizedTest
    @MethodSource("defaults")
    void spellsEveryDefaultOfARecipeCanonically(RecordComponent component) {
        String text = component.getAnnotation(Default.class).value();
        boolean json = text.matches("[-\\d\\[{].*|true|false");
        Problems problems = new Problems();

        Object value = BINDER.read(
                component.getGenericType(),
                Yaml.read(text, "default", problems),
                KeyPath.ROOT.key(component.getName()),
                problems);

        assertThat(value).isNotNull();
        String canonical = Canonical.json(value);
        if (text.matches("[-\\d].*")) {
            assertThat(Double.parseDouble(canonical)).isEqualTo(Double.parseDouble(text));
        } else {
            assertThat(canonical).isEqualTo(json ? text : '"' + text + '"');
        }
    }

    static Stream<RecordComponent> defaults() {
        return Stream.of(Step.class, Optimizer.class, LearningRate.class, Granularity.class, Scope.class)
                .flatMap(SealedTypes::of)
                .flatMap(variant -> Arrays.stream(variant.getRecordComponents()))
                .filter(component -> component.isAnnotationPresent(Default.class));
    }

    @Property
    void bindsAndWritesTrainStepsBack(@ForAll("trains") Train train) {
        String text = Canonical.json(train);

        assertThat(BINDER.parse(text, Step.class)).isEqualTo(train);
        assertThat(BINDER.parse(text, Train.class)).isEqualTo(train);
    }

    @Provide
    Arbitrary<Train> trains() {
        TrainingHooks hooks = TrainingHooks.NONE;
        Arbitrary<Integer> counts = Arbitraries.integers().between(1, 1_000_000);
        return Combinators.combine(
                        counts,
                        counts,
                        optimizers(),
                        schedules(),
                        counts.injectNull(0.5),
                        counts.injectNull(0.5),
                        Arbitraries.of(Train.Keep.class),
                        Arbitraries.strings().injectNull(0.5))
                .as((epochs, batch, optimizer, schedule, every, patience, keep, label) ->
                        new Train(epochs, null, batch, optimizer, schedule, every, patience, keep, hooks, label));
    }

    private static Arbitrary<Optimizer> optimizers() {
        Arbitrary<Double> positive = Arbitraries.doubles().greaterThan(0).lessOrEqual(1e9);
        Arbitrary<Double> fractions = Arbitraries.doubles().between(0, true, 1, false);
        Arbitrary<Optimizer> adam = Combinators.combine(positive, fractions, fractions, positive, fractions)
                .as(Optimizer.Adam::new);
        Arbitrary<Optimizer> momentum =
                Combinators.combine(positive, fractions, fractions).as(Optimizer.Momentum::new);
        return Arbitraries.oneOf(adam, momentum);
    }

    private static Arbitrary<LearningRate> schedules() {
        Arbitrary<Double> positive = Arbitraries.doubles().greaterThan(0).lessOrEqual(1e9);
        Arbitrary<LearningRate> steps =
                Combinators.combine(positive.list().ofMaxSize(4), positive).as(LearningRate.Steps::new);
        return Arbitraries.oneOf(
                steps,
                Combinators.combine(positive, steps).as(LearningRate.WarmUp::new),
                Combinators.combine(positive, steps).as(LearningRate.Rewound::new));
    }
}
