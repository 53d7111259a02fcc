package io.espalier.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.criterion.Fixtures;
import io.espalier.data.Dataset;
import io.espalier.engine.Engine;
import io.espalier.engine.Loop;
import io.espalier.engine.Samples;
import io.espalier.engine.TrainingSetup;
import io.espalier.network.Network;
import io.espalier.network.op.Shape;
import io.espalier.network.zoo.Mlp;
import io.espalier.prune.Mask;
import io.espalier.random.RandomKey;
import io.espalier.recipe.Distillation;
import io.espalier.recipe.TrainingHooks;
import io.espalier.recipe.train.Dropout;
import io.espalier.recipe.train.Optimizer;
import io.espalier.task.LossFunction;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every registered augmentation has to hold, whoever wrote it. */
class AugmentationContractTest {
    private static final Shape IMAGE = new Shape(3, 20, 24);
    private static final RandomKey KEY = RandomKey.of(11);
    private static final int EXAMPLES = 12;
    private static final int BATCH = 4;

    static Stream<Augmentation> registered() {
        return ServiceLoader.load(Augmentation.class).stream().map(ServiceLoader.Provider::get);
    }

    private static float[] image() {
        float[] pixels = new float[IMAGE.elements()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = 1 + i / 7f;
        }
        return pixels;
    }

    private static float[] changed(Augmentation augmentation, RandomKey key) {
        float[] pixels = image();
        Changed.by(augmentation.begin(IMAGE), pixels, key);
        return pixels;
    }

    @ParameterizedTest
    @MethodSource("registered")
    void isAFunctionOfExampleAndKey(Augmentation augmentation) {
        Augmentation.Change change = augmentation.begin(IMAGE);
        for (int i = 0; i < 5; i++) {
            float[] pixels = image();
            Changed.by(change, pixels, KEY.with(i));
            assertThat(pixels).containsExactly(changed(augmentation, KEY.with(i)));
            for (float pixel : pixels) {
                assertThat(pixel).isFinite();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("registered")
    void drawsAnewForEachKey(Augmentation augmentation) {
        long different = IntStream.range(0, 20)
                .mapToObj(i -> Arrays.hashCode(changed(augmentation, KEY.with(i))))
                .distinct()
                .count();
        assertThat(different).isGreaterThan(1);
    }

    /** A table is changed, or refused with the reason: never changed as if it were an image. */
    @ParameterizedTest
    @MethodSource("registered")
    void saysWhatItCannotChange(Augmentation augmentation) {
        try {
            float[] row = {1, 2, 3};
            Changed.by(augmentation.begin(Shape.vector(3)), row, KEY);
            assertThat(row).doesNotContain(0);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("they are 3x1x1");
        }
    }

    private static TrainingHooks hooks(Augmentation augmentation, @Nullable Dropout dropout) {
        return new TrainingHooks(List.of(), null, List.of(), null, null, null, dropout, List.of(augmentation));
    }

    private static Network chain() {
        return new Mlp(List.of(6), Mlp.Activation.RELU).build(IMAGE, 3);
    }

    private static Loop loop(Network network, TrainingHooks hooks) {
        Mask mask = Mask.full(network.layout());
        return Engine.ofProcess()
                .train(new TrainingSetup(
                        network,
                        new TrainingSetup.Start(Samples.weights(network, 3), mask),
                        Fixtures.data(network, EXAMPLES, 4),
                        new TrainingSetup.Goal(new LossFunction.CrossEntropy()),
                        BATCH,
                        new Optimizer.Momentum(0.01, 0.9, 0),
                        hooks,
                        KEY));
    }

    private static void train(Loop loop, int from, int to) {
        for (int i = from; i < to; i++) {
            loop.step(KEY.with(i / 3).permutation(EXAMPLES), i % 3 * BATCH, i % 3 * BATCH + BATCH, 0.01);
        }
    }

    private static float[] trained(Network network, TrainingHooks hooks) {
        try (Loop loop = loop(network, hooks)) {
            train(loop, 0, 6);
            return loop.weights();
        }
    }

    /** By products and by libtorch's graph; interrupted and gone on with, too. */
    @ParameterizedTest
    @MethodSource("registered")
    void trainsTheSameBitsAndOthersThanWithout(Augmentation augmentation) {
        for (Network network : List.of(chain(), Samples.convolutions())) {
            Augmentation fitting = network.input().equals(IMAGE) ? augmentation : small(augmentation);
            float[] once = trained(network, hooks(fitting, null));
            assertThat(trained(network, hooks(fitting, null))).containsExactly(once);
            assertThat(once).isNotEqualTo(trained(network, TrainingHooks.NONE));
            try (Loop first = loop(network, hooks(fitting, null));
                    Loop second = loop(network, hooks(fitting, null))) {
                train(first, 0, 6);
                train(second, 0, 6);
                assertThat(second.logits(data(network))).containsExactly(first.logits(data(network)));
            }
        }
    }

    /** Whose squares and shifts do not cover the small images of the sample network. */
    private static Augmentation small(Augmentation augmentation) {
        return augmentation instanceof Cutout ? new Cutout(3) : augmentation;
    }

    private static Dataset data(Network network) {
        return Fixtures.data(network, EXAMPLES, 4);
    }

    @ParameterizedTest
    @MethodSource("registered")
    void goesOnWhereATrainStepStopped(Augmentation augmentation) {
        for (Dropout dropout : new Dropout[] {null, new Dropout(0.2, List.of())}) {
            TrainingHooks hooks = hooks(augmentation, dropout);
            try (Loop whole = loop(chain(), hooks);
                    Loop first = loop(chain(), hooks)) {
                train(whole, 0, 6);
                train(first, 0, 3);
                try (Loop rest = resumed(first, hooks)) {
                    train(rest, 3, 6);
                    assertThat(rest.weights()).containsExactly(whole.weights());
                }
            }
        }
    }

    private static Loop resumed(Loop first, TrainingHooks hooks) {
        Network network = chain();
        Loop rest = Engine.ofProcess()
                .train(new TrainingSetup(
                        network,
                        new TrainingSetup.Start(first.weights(), Mask.full(network.layout())),
                        Fixtures.data(network, EXAMPLES, 4),
                        new TrainingSetup.Goal(new LossFunction.CrossEntropy()),
                        BATCH,
                        new Optimizer.Momentum(0.01, 0.9, 0),
                        hooks,
                        KEY));
        rest.restore(first.moments(), first.steps());
        return rest;
    }

    @ParameterizedTest
    @MethodSource("registered")
    void isNotMixedWithATeacher(Augmentation augmentation) {
        assertThatThrownBy(() -> new TrainingHooks(
                        List.of(),
                        null,
                        List.of(),
                        null,
                        null,
                        new Distillation("t", null, Distillation.Match.LOGITS, 1, 0.5),
                        null,
                        List.of(augmentation)))
                .hasMessageContaining("whose teacher sees the examples as they are");
    }
}
