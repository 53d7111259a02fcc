package io.espalier.network.onnx;

/** What a file lays out in axes. */
interface Viewed {
    View view();

    /** The same, laid out otherwise. */
    Viewed as(View other);
}
