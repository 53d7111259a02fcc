package io.espalier.criterion;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.prune.Groups;

/**
 * Gradient signal preservation (Wang, Zhang and Grosse 2020, arXiv:2002.07376): s = w (H g), half of what the squared
 * norm of the gradient g loses to first order when w goes; H is the Hessian of the loss with logits divided by the
 * temperature. Of a group, the sum, signs cancelling. H g is a central difference of gradients, not exact. The
 * paper sums g over two halves of the examples and draws fully connected layers anew to score; neither is done here. Made
 * for pruning at initialisation, in one round. A poor choice at a minimum, where g is noise.
 *
 * @param examples number of training examples used; the paper has 10 per class
 * @param temperature divisor of the logits
 */
public record Grasp(
        @Default("100") int examples, @Default("200") double temperature) implements Criterion {
    public Grasp {
        check(examples >= 1, "examples", examples, "be at least 1");
        check(temperature > 0, "temperature", temperature, "be above 0");
    }

    public Grasp() {
        this(100, 200);
    }

    @Override
    public double[] score(NetworkView network, Groups groups) {
        float[] w = network.weights();
        float[] product = network.hessianGradient(examples, temperature);
        return groups.sum(i -> (double) w[i] * product[i]);
    }
}
