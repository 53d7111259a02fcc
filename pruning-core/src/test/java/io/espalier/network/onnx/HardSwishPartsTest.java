package io.espalier.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.network.op.HardSigmoid;
import io.espalier.network.op.HardSwish;
import java.util.List;
import org.junit.jupiter.api.Test;

/** HardSwish and HardSigmoid as exporters write them where the opset has none. */
class HardSwishPartsTest extends PartsReading {
    private TestGraph shifted() {
        return graph.input(0, 2)
                .floats("three", List.of(1), 3)
                .floats("zero", List.of(), 0)
                .floats("six", List.of(), 6)
                .floats("sixth", List.of(), 1 / 6f)
                .node("Add", "x three", "sum");
    }

    @Test
    void findsAProductThatIsDivided() {
        shifted()
                .node("Clip", "sum zero six", "clip")
                .node("Mul", "x clip", "product")
                .node("Div", "product six", "swish")
                .classes("swish");
        assertThat(operators()).first().isEqualTo(new HardSwish());
    }

    @Test
    void findsAProductWithWhatWasDivided() {
        shifted()
                .node("Clip", "sum", "clip", Attributes.number("min", 0), Attributes.number("max", 6))
                .node("Mul", "sixth clip", "sigmoid")
                .node("Mul", "sigmoid x", "swish")
                .classes("swish");
        assertThat(operators()).first().isEqualTo(new HardSwish());
    }

    @Test
    void findsAHardSigmoid() {
        shifted()
                .node("Clip", "sum zero six", "clip")
                .node("Div", "clip six", "sigmoid")
                .classes("sigmoid");
        assertThat(operators()).first().isInstanceOfSatisfying(HardSigmoid.class, found -> {
            assertThat(found.of(-3)).isZero();
            assertThat(found.of(0)).isEqualTo(0.5);
            assertThat(found.of(3)).isEqualTo(1);
        });
    }

    /** What another node reads as well cannot go. */
    @Test
    void leavesOtherBoundsAndSharedPartsAlone() {
        shifted()
                .node("Clip", "sum zero three", "clip")
                .node("Mul", "x clip", "product")
                .node("Div", "product six", "swish")
                .classes("swish");
        assertThat(problems()).singleElement().asString().startsWith("Cannot read sum (Add): ");
    }
}
