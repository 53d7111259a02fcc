package io.espalier.recipe;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.augmentation.Augmentation;
import io.espalier.binding.Default;
import io.espalier.penalty.Penalty;
import io.espalier.projection.Projection;
import io.espalier.recipe.train.Dropout;
import io.espalier.recipe.train.StopRule;
import io.espalier.reparameterization.Reparameterization;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Options of a train step besides the loss and the optimiser; none by default.
 *
 * @param penalties terms added to the loss
 * @param reparameterization trains other parameters in place of the weights; its zeros become the mask when the step ends
 * @param projections operations on the weights after each step of the optimiser, in this order
 * @param average decay of a bias-corrected moving average of the trained parameters, which replaces them at every evaluation
 *     and at the end (Polyak and Juditsky 1992); none where null
 * @param stop what ends the step early; only patience if null
 * @param distill a teacher whose logits the loss matches; none if null
 * @param dropout activations dropped at random; none if null
 * @param augmentation changes of training examples each time that they are seen, one after the other
 */
public record TrainingHooks(
        @Default("[]") List<Penalty> penalties,
        @Nullable Reparameterization reparameterization,
        @Default("[]") List<Projection> projections,
        @Nullable Double average,
        @Nullable StopRule stop,
        @Nullable Distillation distill,
        @Nullable Dropout dropout,
        @Default("[]") List<Augmentation> augmentation) {
    /** Nothing but cross-entropy and optimiser. */
    public static final TrainingHooks NONE = new TrainingHooks(List.of(), null, List.of(), null);

    /** Without a stop rule, a teacher or dropout. */
    public TrainingHooks(
            List<Penalty> penalties,
            @Nullable Reparameterization reparameterization,
            List<Projection> projections,
            @Nullable Double average) {
        this(penalties, reparameterization, projections, average, null, null, null);
    }

    /** Without augmentation. */
    public TrainingHooks(
            List<Penalty> penalties,
            @Nullable Reparameterization reparameterization,
            List<Projection> projections,
            @Nullable Double average,
            @Nullable StopRule stop,
            @Nullable Distillation distill,
            @Nullable Dropout dropout) {
        this(penalties, reparameterization, projections, average, stop, distill, dropout, List.of());
    }

    public TrainingHooks {
        penalties = List.copyOf(penalties);
        projections = List.copyOf(projections);
        augmentation = List.copyOf(augmentation);
        check(
                augmentation.isEmpty() || distill == null,
                "augmentation",
                augmentation,
                "not be combined with distill, whose teacher sees the examples as they are");
        check(
                reparameterization == null || projections.isEmpty(),
                "projections",
                projections,
                "not be combined with a reparameterization, which leaves no weights to project");
        check(average == null || (average >= 0 && average < 1), "average", average, "be in [0, 1)");
    }

    /** Whether nothing joins in the arithmetic of a step. */
    public boolean isEmpty() {
        return new TrainingHooks(
                        penalties, reparameterization, projections, average, null, distill, dropout, augmentation)
                .equals(NONE);
    }

    /** What each is called in Java, or its key where it has no types of its own. */
    public List<String> names() {
        Stream<Object> typed = Stream.of(
                        penalties.stream(),
                        Stream.ofNullable(reparameterization),
                        projections.stream(),
                        augmentation.stream())
                .flatMap(hooks -> hooks);
        Stream<String> keyed = Stream.of(
                        average == null ? "" : "average",
                        distill == null ? "" : "distill",
                        dropout == null ? "" : "dropout")
                .filter(key -> !key.isEmpty());
        return Stream.concat(typed.map(hook -> hook.getClass().getSimpleName()), keyed)
                .toList();
    }

    /** All of them {@code factor} times as strong. */
    public TrainingHooks scaled(double factor) {
        return new TrainingHooks(
                penalties.stream().map(p -> p.scaled(factor)).toList(),
                reparameterization == null ? null : reparameterization.scaled(factor),
                projections.stream().map(p -> p.scaled(factor)).toList(),
                average,
                stop,
                distill,
                dropout,
                augmentation);
    }

    /** What changes how the weights move, once there is a gradient of the loss: no teacher, no augmentation. */
    public TrainingHooks ofWeights() {
        return new TrainingHooks(penalties, reparameterization, projections, average, stop, null, dropout);
    }
}
