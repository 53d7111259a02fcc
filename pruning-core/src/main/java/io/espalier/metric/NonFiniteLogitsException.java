package io.espalier.metric;

/** A network gave an infinite or undefined logit: it has diverged, and no metric of it means anything. */
public final class NonFiniteLogitsException extends ArithmeticException {
    private static final long serialVersionUID = 1L;

    NonFiniteLogitsException(int example, float logit) {
        super("Cannot evaluate: the logits of example " + example + " hold " + logit);
    }
}
