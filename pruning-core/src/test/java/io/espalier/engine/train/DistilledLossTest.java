package io.espalier.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.data.ClassTargets;
import io.espalier.data.SequenceTargets;
import io.espalier.recipe.Distillation;
import io.espalier.recipe.Distillation.Match;
import io.espalier.task.LossFunction;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DistilledLossTest {
    private static final float[] TEACHER = {9, 9, 9, 2, -1, 0.5f, 0, 1, -2};
    private static final int[] LABELS = {0, 2, 1};
    private static final int[] ORDER = {2, 1};

    private static double run(Distillation distillation, float[] logits, float[] gradient) {
        return new DistilledLoss(distillation, TEACHER, new ClassTargets(3, LABELS), crossEntropy(3, LABELS))
                .backward(FloatBuffer.wrap(logits), ORDER, 0, 2, 1, FloatBuffer.wrap(gradient));
    }

    private static LossKernel crossEntropy(int classes, int... labels) {
        return LossKernels.of(new LossFunction.CrossEntropy(), new ClassTargets(classes, labels));
    }

    @ParameterizedTest
    @EnumSource(Match.class)
    void givesTheGradientOfItsLoss(Match match) {
        Distillation distillation = new Distillation("t", null, match, 3, 0.6);
        float[] logits = {0.3f, -0.2f, 1, 0.5f, 0, -1};
        float[] gradient = new float[6];
        run(distillation, logits, gradient);
        for (int i = 0; i < 6; i++) {
            float[] more = logits.clone();
            float[] less = logits.clone();
            more[i] += 0.01f;
            less[i] -= 0.01f;
            double slope = (run(distillation, more, new float[6]) - run(distillation, less, new float[6])) / 0.02;
            assertThat((double) gradient[i]).isCloseTo(slope, within(1e-3));
        }
    }

    @ParameterizedTest
    @EnumSource(Match.class)
    void isLeastWhereTheStudentIsTheTeacher(Match match) {
        float[] gradient = new float[6];
        run(new Distillation("t", null, match, 4, 1), new float[] {0, 1, -2, 2, -1, 0.5f}, gradient);
        for (float g : gradient) {
            assertThat(g).isCloseTo(0, within(1e-6f));
        }
    }

    @Test
    void scalesSoftTargetsByTheSquareOfTheTemperature() {
        float[] teacher = {0, 0, 0, 0};
        Distillation soft = new Distillation("t", null, Match.SOFT_TARGETS, 5, 1);
        double loss = new DistilledLoss(soft, teacher, new ClassTargets(4, new int[1]), crossEntropy(4, 0))
                .backward(FloatBuffer.wrap(new float[4]), new int[1], 0, 1, 1, FloatBuffer.wrap(new float[4]));
        assertThat(loss).isCloseTo(25 * Math.log(4), within(1e-9));
    }

    /**
     * Two classes at two steps, of which the example has the first alone: there the teacher says 1/4 and 3/4, the student 1/2 each,
     * a cross-entropy of log 2, half of which is that of a step.
     */
    @Test
    void matchesEachStepThatHasAToken() {
        float[] teacher = {0, 5, (float) Math.log(3), -5};
        SequenceTargets targets = new SequenceTargets(2, new int[] {0, 2}, 2, SequenceTargets.Alignment.NEXT_STEP);
        LossKernel task = LossKernels.of(new LossFunction.TokenCrossEntropy(0), targets);
        float[] gradient = new float[4];
        Distillation soft = new Distillation("t", null, Match.SOFT_TARGETS, 1, 1);
        double loss = new DistilledLoss(soft, teacher, targets, task)
                .backward(FloatBuffer.wrap(new float[4]), new int[1], 0, 1, 1, FloatBuffer.wrap(gradient));
        assertThat(loss).isCloseTo(Math.log(2) / 2, within(1e-6));
        assertThat(gradient).usingComparatorWithPrecision(1e-6f).containsExactly(1 / 8f, 0, -1 / 8f, 0);
    }

    @Test
    void tellsThatALogitIsNotFinite() {
        float[] logits = {Float.NaN, 0, 0, 0, 0, 0};
        for (Match match : Match.values()) {
            assertThat(run(new Distillation("t", null, match, 4, 1), logits, new float[6]))
                    .isNaN();
        }
    }
}
