package io.espalier.data.format;

import io.espalier.network.op.Shape;

/** The binary version of CIFAR-10: files of records, each a label and the red, green and blue planes, row by row. */
public final class CifarBinary {
    public static final Shape SHAPE = new Shape(3, 32, 32);

    /** Records in a file. */
    public static final int BATCH = 10_000;

    /** Bytes of a record. */
    public static final int RECORD = 1 + SHAPE.elements();

    private CifarBinary() {}
}
