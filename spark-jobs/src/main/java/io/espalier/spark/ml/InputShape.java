package io.espalier.spark.ml;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.InvalidValueException;
import io.espalier.network.Network;
import io.espalier.network.NetworkFamily;
import io.espalier.network.op.Shape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a row's features are to a network.
 *
 * @param image how they lie in an image; null for a vector
 */
record InputShape(@Nullable Shape image) {
    static InputShape of(ImageParams params) {
        if (!params.isDefined(params.inputShape())) {
            return new InputShape(null);
        }
        int[] sides = params.getInputShape();
        check(sides.length == 3, "inputShape", Arrays.toString(sides), "be channels, height and width");
        return new InputShape(new Shape(sides[0], sides[1], sides[2]));
    }

    /** The shape of an example of so many features. */
    Shape of(int features) {
        Shape shape = image == null ? Shape.vector(features) : image;
        check(shape.elements() == features, "inputShape", shape, "hold " + features + " features");
        return shape;
    }

    /** Throws unless the architecture takes so many features. */
    void checkFits(NetworkFamily family, int features, int classes) {
        build(family, of(features), classes);
    }

    /** @throws InvalidValueException if the architecture does not take such an input */
    static Network build(NetworkFamily family, Shape input, int classes) {
        try {
            return family.build(input, classes);
        } catch (IllegalArgumentException e) {
            throw new InvalidValueException("network", family, "fit the data: " + e.getMessage());
        }
    }
}
