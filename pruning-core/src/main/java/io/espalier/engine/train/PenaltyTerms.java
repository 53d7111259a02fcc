package io.espalier.engine.train;

import io.espalier.network.Network;
import io.espalier.penalty.OwnNumbers;
import io.espalier.penalty.Penalty;
import io.espalier.recipe.train.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The penalties of a train step, and the numbers that they train besides the weights. */
final class PenaltyTerms {
    private final List<Penalty.Term> terms;
    private final List<Own> own = new ArrayList<>();

    /** @param name under which a snapshot has the numbers; their moments' names begin with it */
    private record Own(String name, OwnNumbers numbers, ArrayUpdate update) {
        Own(String name, OwnNumbers numbers) {
            this(
                    name,
                    numbers,
                    new ArrayUpdate(new Optimizer.Adam(numbers.rate(), 0.9, 0.999, 1e-8, 0), numbers.values().length));
        }

        void step() {
            update.step(numbers.values(), numbers.gradient(), numbers.rate());
        }

        void save(Map<String, float[]> state) {
            state.put(name, numbers.values());
            update.moments().forEach((moment, values) -> state.put(name + "-" + moment, values));
        }

        void restore(Map<String, float[]> saved, long steps) {
            float[] values = Objects.requireNonNull(saved.get(name), name);
            System.arraycopy(values, 0, numbers.values(), 0, values.length);
            Map<String, float[]> moments = new TreeMap<>();
            update.moments()
                    .keySet()
                    .forEach(moment -> moments.put(moment, Objects.requireNonNull(saved.get(name + "-" + moment))));
            update.restore(moments, steps);
        }
    }

    PenaltyTerms(List<Penalty> penalties, Network network, int examples, float[] weights) {
        this.terms = penalties.stream().map(p -> p.begin(network, examples)).toList();
        for (int i = 0; i < terms.size(); i++) {
            terms.get(i).start(weights);
            for (OwnNumbers numbers : terms.get(i).own()) {
                own.add(new Own("penalty-" + i + "-" + own.size(), numbers));
            }
        }
    }

    /** Adds their gradients and gives their sum. */
    double add(float[] weights, float[] gradient, double epoch) {
        double sum = 0;
        for (Penalty.Term term : terms) {
            sum += term.add(weights, gradient, epoch);
        }
        return sum;
    }

    /** Moves what they train, by the gradients of the last sum. */
    void step() {
        own.forEach(Own::step);
    }

    void save(Map<String, float[]> state) {
        own.forEach(numbers -> numbers.save(state));
    }

    void restore(Map<String, float[]> saved, long steps) {
        own.forEach(numbers -> numbers.restore(saved, steps));
    }
}
