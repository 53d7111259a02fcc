package io.espalier.network.op;

/** The shape of one example's activation: channels, height, width. A vector of n features is (n, 1, 1). */
public record Shape(int channels, int height, int width) {
    public Shape {
        if (channels < 1 || height < 1 || width < 1) {
            throw new IllegalArgumentException(
                    "Invalid shape: " + channels + "x" + height + "x" + width + " (must be positive)");
        }
    }

    public static Shape vector(int features) {
        return new Shape(features, 1, 1);
    }

    public int elements() {
        return channels * height * width;
    }

    public int positions() {
        return height * width;
    }

    @Override
    public String toString() {
        return channels + "x" + height + "x" + width;
    }
}
