package io.espalier.task;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.ListShorthand;
import io.espalier.data.Targets;
import java.util.List;
import java.util.stream.IntStream;

/** How much an example of each class counts in the loss. */
public sealed interface ClassWeights {
    /** One for each class; none where all count alike. */
    List<Double> of(Targets train);

    /** All count alike. */
    record Equal() implements ClassWeights {
        @Override
        public List<Double> of(Targets train) {
            return List.of();
        }
    }

    /** n / (K n_c): each class counts as much as any other, as often as it is in the training part. */
    record Balanced() implements ClassWeights {
        @Override
        public List<Double> of(Targets train) {
            double share = (double) train.size() / train.outputs();
            return IntStream.range(0, train.outputs())
                    .mapToObj(label -> share / Math.max(1, train.count(label)))
                    .toList();
        }
    }

    /**
     * One weight for each class.
     *
     * @param weights one for each class in their order, each positive
     */
    @ListShorthand("weights")
    record Given(List<Double> weights) implements ClassWeights {
        public Given {
            weights = List.copyOf(weights);
            check(!weights.isEmpty(), "class-weights", weights, "hold one weight for each class");
            weights.forEach(w -> check(w > 0 && Double.isFinite(w), "class-weights", w, "be positive"));
        }

        @Override
        public List<Double> of(Targets train) {
            check(
                    weights.size() == train.outputs(),
                    "class-weights",
                    weights,
                    "hold one weight for each of " + train.outputs() + " classes");
            return weights;
        }
    }
}
